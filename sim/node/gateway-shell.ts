import { COMMANDS, type Control } from "../gateway/control";
import type { ExchangeRecord } from "../gateway/gateway";
import type { NotificationRecord } from "../gateway/notifications";
import type { ServedControl } from "./control";

/** The control with a way to let time pass that may take its own. */
export type ShellControl = Omit<Control, "advance"> & Pick<ServedControl, "advance">;

/** What can be typed, in one line. */
export const SHELL_HELP = [
  "keys for the payer's phone: code | always | never | limits | password | refuse | books | quit",
  `or a command of the control and its JSON, such as advance {"ms":60000}: ${COMMANDS.join(" ")}`,
].join("\n");

/** Performs one typed line and tells what came of it. `payer` and `mchId` are whose keys and books these are. */
export async function perform(
  line: string, control: ShellControl, payer: string, mchId: string,
): Promise<string> {
  const [command = "", ...rest] = line.trim().split(" ");
  try {
    switch (command) {
      case "code": return `payment code, good for a minute: ${control.showCode({ payer }).code}`;
      case "always": case "never": case "limits":
        return `password: ${control.changePayer({ payer, password: command }).password}`;
      case "password": return told(control.typePassword({ payer }).balance, "paid, or short of money");
      case "refuse": return told(control.refuse({ payer }).balance, "refused");
      case "books": return rest.length === 0 ? describeBooks(control, payer, mchId) : SHELL_HELP;
      default: return await run(command, rest.join(" "), control);
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function told(balance: number, what: string): string {
  return `${what}; balance ${balance}`;
}

async function run(name: string, json: string, control: ShellControl): Promise<string> {
  if (!(COMMANDS as readonly string[]).includes(name)) return SHELL_HELP;
  const command = control[name as keyof Control] as (given: object) => unknown;
  // A screen and its scrollback are no place for a key.
  const hide = (key: string, value: unknown): unknown => (key === "apiKey" ? "***" : value);
  return JSON.stringify(await command(json === "" ? {} : JSON.parse(json) as object), hide);
}

function describeBooks(control: ShellControl, payer: string, mchId: string): string {
  const { balances, problems } = control.books();
  const own = balances.filter(({ account }) => account.split("/").some((part) => part === mchId || part === payer));
  const sums = own.map(({ account, currency, amount }) => `${account} ${amount} ${currency}`);
  return [sums.join(", "), ...problems].join("\n");
}

/** One line for one exchange; the record is masked already. */
export function describe(record: ExchangeRecord): string {
  const { request, answer } = record;
  const time = new Date(record.atMs).toISOString().slice(11, 23);
  const words = [
    time, record.method, record.path,
    request["out_trade_no"], request["out_refund_no"], request["total_fee"], request["auth_code"], "->",
    record.outcome === "answer" ? record.status : record.outcome,
    answer["return_code"] === "FAIL" ? `FAIL ${answer["return_msg"]}` : answer["result_code"],
    answer["err_code"], answer["trade_state"], record.fault === undefined ? undefined : `(${record.fault})`,
  ];
  // What a client sent is shown as one line whatever it holds.
  return words.filter((word) => word !== undefined && word !== "").join(" ").replace(/[\x00-\x1f\x7f]+/g, " ");
}

/** One line for one sending of a notification. */
export function describeNotification({ atMs, kind, about, url, attempt, outcome }: NotificationRecord): string {
  const time = new Date(atMs).toISOString().slice(11, 23);
  return `${time} ${kind} notification ${attempt} of ${about} to ${url} -> ${outcome}`;
}
