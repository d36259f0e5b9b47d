import type { Effect } from "../../firmware/payment/effects";
import type { TillEvent } from "../../firmware/payment/events";
import type { PaperItem } from "../../hal/ports/printer";
import { type Outcome, runCase } from "./case";
import { type Case, caseName } from "./case-name";
import type { World } from "./world";

/** Replays a case and writes down what happened: power, events, effects, packets, screen, paper. No secret is in it. */
export function transcribe(which: Case, write: (line: string) => void): Outcome {
  let world: World | undefined;
  let startMs = 0;
  let slips = 0;
  const say = (what: string, text: string): void => {
    const seconds = ((world!.clock.nowMs - startMs) / 1000).toFixed(3);
    write(`${seconds.padStart(9)}  ${what.padEnd(8)} ${text}`);
  };
  write(caseName(which));
  const outcome = runCase(which, {
    onStart(made) {
      world = made;
      startMs = made.clock.nowMs;
      made.gateway.onExchange = (exchange) => {
        say("packet", `${exchange.path} ${plain(exchange.request)}`);
        say("", `-> ${exchange.outcome}${exchange.fault === undefined ? "" : ` (${exchange.fault})`} ${plain(exchange.answer)}`);
      };
    },
    onPower: (what) => { slips = 0; say("power", what); },
    onInjection: (name) => say("FAULT", name),
    onStep(event, effects) {
      say("event", eventText(event));
      for (const effect of effects) say("effect", effectText(effect));
    },
    onRecord: (record, durable) => say("journal", `${plain(flat(record))}${durable ? "" : " FAILED"}`),
    onResult: (number, result) => say("result", `${number}: ${result.kind === "answer" ? `HTTP ${result.status}` : result.why}`),
    onScreen(lines) {
      lines.forEach((line, index) => say(index === 0 ? "screen" : "", line));
      const { paper } = world!.counter;
      for (; slips < paper.length; slips++) paperText(paper[slips]!).forEach((line, index) => say(index === 0 ? "paper" : "", line));
    },
  });
  for (const order of world!.gateway.orders.all()) say("books", `${order.outTradeNo} ${order.totalFee} ${order.feeType} ${order.state}`);
  for (const violation of outcome.violations) say("WRONG", violation);
  say("end", outcome.violations.length === 0 ? "all is well" : `${outcome.violations.length} violations`);
  return outcome;
}

function plain(fields: Readonly<Record<string, unknown>>): string {
  const left = Object.entries(fields).filter(([name]) => !/^(appid|mch_id|nonce_str|sign|sign_type|detail|body|version)$/.test(name));
  return left.map(([name, value]) => `${name}=${String(value)}`).join(" ");
}

/** Parts of parts in one level; payment codes and what was learnt from them are left out. */
function flat(value: object): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    if (name === "authCode" || name === "code" || name === "mark") continue;
    if (Array.isArray(part)) out[name] = `${part.length} of them`;
    else if (typeof part === "object" && part !== null) Object.assign(out, flat(part as object));
    else out[name] = part;
  }
  return out;
}

function eventText(event: TillEvent): string {
  const { type, ...rest } = event;
  return `${type} ${plain(flat(rest))}`;
}

function effectText(effect: Effect): string {
  const { type, ...rest } = effect;
  return effect.type === "print" ? `print ${effect.attempt.order.outTradeNo} ${effect.attempt.phase}` : `${type} ${plain(flat(rest))}`;
}

function paperText(document: PaperItem[]): string[] {
  return document.flatMap((item) => {
    if (item.kind === "text") return [item.text];
    return item.kind === "pair" ? [`${item.left}: ${item.right}`] : [];
  });
}
