import { cellsOf } from "../devices/gbk";
import type { Session } from "../session/session";
import type { Shop } from "../shop";
import type { Payer } from "../wallet/payer";

/** The picture is as wide as the narrowest shell that is common. */
export const PICTURE_COLUMNS = 80;
const DISPLAY_COLUMNS = 40;
const SIDE_COLUMNS = PICTURE_COLUMNS - DISPLAY_COLUMNS - 10;
const PAPER_COLUMNS = 34;

function padded(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - cellsOf(text)));
}

function box(title: string, lines: string[], cells: number, rows = 0): string[] {
  const inner = [...lines, ...Array<string>(Math.max(0, rows - lines.length)).fill("")];
  return [
    `┌─ ${title} ${"─".repeat(Math.max(0, cells - cellsOf(title) - 1))}┐`,
    ...inner.map((line) => `│ ${padded(line, cells)} │`),
    `└${"─".repeat(cells + 2)}┘`,
  ];
}

function beside(left: string[], right: string[]): string[] {
  const width = Math.max(...left.map(cellsOf));
  return Array.from({ length: Math.max(left.length, right.length) },
    (_, row) => `${padded(left[row] ?? "", width)}  ${right[row] ?? ""}`.trimEnd());
}

function money(minor: number, currency: string): string {
  return `${currency} ${(minor / 100).toFixed(2)}`;
}

function phone(payer: Payer, code: string | undefined): string[] {
  const asked = payer.asked;
  return [
    `balance ${money(payer.balance, payer.currency)}`,
    `password: ${payer.password}`,
    ...(code === undefined ? [] : [`code ${code.slice(0, 2)}…${code.slice(-4)}`]),
    ...(asked === undefined ? [] : [`PASSWORD for ${money(asked.amount, asked.currency)}?`]),
  ];
}

function network(session: Session): string[] {
  return session.control.exchanges({}).slice(-3).map(({ path, answer, outcome }) =>
    `${path.split("/").at(-1)} ${answer.err_code ?? answer.trade_state ?? answer.result_code ?? outcome}`);
}

/** The paper without the marks of its styles. */
function paper(shop: Shop): string[] {
  return shop.printer.paper().map((row) => row.replace(/ {2}<[a-z ]+>$/, ""));
}

/**
 * The whole counter as text, at most PICTURE_COLUMNS wide: the terminal's display, the payer's phone,
 * the network and the paper. Of the paper its newest rows that are not blank, when it all does not fit `rowsMax`.
 */
export function drawShop(session: Session, payer: Payer, code: string | undefined, rowsMax = Infinity): string {
  const { shop } = session;
  const shown = shop.interpreter.running ? shop.panel.text().split("\n") : ["(off)"];
  const beeps = shop.board.sounds();
  const side = [
    ...box(`phone: ${payer.name}`, phone(payer, code), SIDE_COLUMNS, 4),
    ...box(shop.network.plugged ? "network" : "network (unplugged)", network(session), SIDE_COLUMNS, 3),
    `merchant has ${money(shop.taken("HKD"), "HKD")}${beeps > 0 ? `   ♪ ${beeps}` : ""}`,
  ];
  const picture = beside(box("terminal", shown, DISPLAY_COLUMNS, side.length - 2), side);
  const slip = paper(shop);
  const room = rowsMax - picture.length - 2;
  if (slip.length === 0 || room < 1) return picture.join("\n");
  const rows = slip.length <= room ? slip : slip.filter((row) => row.trim() !== "").slice(-room);
  return [...picture, ...box("paper", rows, PAPER_COLUMNS)].join("\n");
}
