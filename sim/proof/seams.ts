import type { Hash } from "../../hal/ports/hash";
import type { Storage } from "../../hal/ports/storage";
import type { HTTPResult } from "../../hal/ports/http-client";
import type { Random } from "../../hal/ports/random";
import { step as trueStep } from "../../firmware/flows/step";
import type { Step, Till } from "../../firmware/flows/till";
import { SLOT_BYTES } from "../../firmware/journal/layout";
import { openSegments as trueSegments, type Segments } from "../../firmware/journal/segments";
import type { Effect } from "../../firmware/payment/effects";
import type { Reply } from "../../firmware/payment/replies";
import type { TillEvent } from "../../firmware/payment/events";
import { documentedPolicy as truePolicy, type Policy } from "../../firmware/payment/policy";
import { wechatV2 as trueCodec } from "../../firmware/protocol/wechat-v2/codec";
import type { WechatMerchant } from "../../firmware/protocol/wechat-v2/merchant";
import { type GatewayCall, type GatewayCodec, numberOf } from "../../firmware/protocol/codec";
import { makeSigner as trueSigner, type Signer } from "../../firmware/protocol/wechat-v2/sign";
import { codeOf as trueCodeOf } from "../../firmware/qr/code";
import { remember } from "./remember";
import { probe } from "./trace";

/*
 * The places where the proof's own build looks into the core and can spoil it. `scripts/prove/build.ts`
 * puts these functions in the place of the firmware's own of the same name; without a planted defect
 * each does exactly what the true one does. No image can hold this file: nothing in firmware/ or hal/
 * may import from sim/, and the image is bundled from those two alone.
 */

/** Stands before `flows/step.ts`. */
export function step(state: Till, event: TillEvent): Step {
  const next = spoiledStep(state, event);
  probe.onStep?.(event, next.effects, next.state);
  return next;
}

function spoiledStep(state: Till, event: TillEvent): Step {
  switch (probe.defect) {
    case "journal-after-send": return sendFirst(trueStep(state, event));
    case "timeout-is-declined": return trueStep(state, declined(state, event));
    case "new-number-on-retry": return resubmit(state, event);
    case "fresh-refund-number": return refundAnew(trueStep(state, event));
    case "totals-forgotten": return forgetTotals(state, event);
    case "never-closed": return without("close", trueStep(state, event));
    default: return trueStep(state, event);
  }
}

/** What is sold does not reach the totals. */
function forgetTotals(state: Till, event: TillEvent): Step {
  const next = trueStep(state, event);
  return event.type === "powerRestored" ? next : { ...next, state: { ...next.state, totals: state.totals } };
}

function without(type: Effect["type"], next: Step): Step {
  return { ...next, effects: next.effects.filter((effect) => effect.type !== type) };
}

/** The order becomes durable only after its request left. */
function sendFirst(next: Step): Step {
  const isOpened = (effect: Effect) => effect.type === "journal" && effect.record.kind === "opened";
  const opened = next.effects.filter(isOpened);
  if (opened.length === 0) return next;
  return { state: next.state, effects: [...next.effects.filter((effect) => !isOpened(effect)), ...opened] };
}

/** A submit that was not answered in time counts as never sent. */
function declined(state: Till, event: TillEvent): TillEvent {
  if (event.type !== "replied" || event.reply.kind !== "unknown" || event.reply.why !== "timeout") return event;
  const attempt = state.attempts.find((open) => open.order.outTradeNo === event.outTradeNo);
  if (attempt === undefined || attempt.phase !== "submitting") return event;
  return { type: "journalFailed", record: { kind: "opened", order: attempt.order } };
}

/** A submit without a usable answer is sent again, as another order. */
function resubmit(state: Till, event: TillEvent): Step {
  if (event.type !== "replied" || event.reply.kind !== "unknown") return trueStep(state, event);
  const attempt = state.attempts.find((open) => open.order.outTradeNo === event.outTradeNo);
  if (attempt === undefined || attempt.phase !== "submitting" || attempt.tries > 0) return trueStep(state, event);
  const order = { ...attempt.order, outTradeNo: `${attempt.order.outTradeNo}R` };
  const again = { ...attempt, order, tries: 1, asking: true };
  const attempts = state.attempts.map((open) => (open === attempt ? again : open));
  const sale = { kind: "paying" as const, outTradeNo: order.outTradeNo };
  return {
    state: { ...state, attempts, sale },
    effects: [
      { type: "journal", record: { kind: "opened", order } },
      { type: "pay", order, authCode: attempt.authCode, host: 0 },
      { type: "startTimer", outTradeNo: order.outTradeNo, timer: "earliest", delayMs: state.policy.reverseEarliestMs },
      { type: "startTimer", outTradeNo: order.outTradeNo, timer: "giveUp", delayMs: state.policy.giveUpMs },
    ],
  };
}

/** A refund that is sent again gets a number of its own each time. */
function refundAnew(next: Step): Step {
  const again = next.effects.some((effect) => effect.type === "journal" && effect.record.kind === "refundOpened");
  if (again) return next;
  let count = 0;
  const effects = next.effects.map((effect) => {
    if (effect.type !== "refund") return effect;
    return { ...effect, refund: { ...effect.refund, outRefundNo: `${effect.refund.outRefundNo}R${++count}` } };
  });
  return { state: next.state, effects };
}

/** Stands before `journal/segments.ts`. */
export function openSegments(storage: Storage, hash: Hash, name: string): Segments {
  if (probe.defect !== "torn-record") return trueSegments(storage, hash, name);
  // Whatever is not blank counts as whole and committed.
  const believing: Storage = {
    size: (file) => storage.size(file),
    write: (file, data, offset) => storage.write(file, data, offset),
    area: (file, from) => storage.area(file, from),
    erase: (file, offset) => storage.erase(file, offset),
    wipe: (file) => storage.wipe(file),
    read(file, offset, length) {
      const text = storage.read(file, offset, length);
      if (text === undefined || length !== SLOT_BYTES || !/[^\xff]/.test(text)) return text;
      return `${text.slice(0, SLOT_BYTES - 1)}\0`;
    },
  };
  return { ...trueSegments(believing, hash, name), isGood: () => true };
}

/** Stands before `qr/code.ts`: the same text is the same picture, however often it is drawn. */
export const codeOf: typeof trueCodeOf = remember((text) => trueCodeOf(text));

/** Stands before `payment/policy.ts`. */
export function documentedPolicy(amountMaxMinor: number): Policy {
  const policy = truePolicy(amountMaxMinor);
  switch (probe.defect) {
    case "asks-too-rarely": return { ...policy, pollMs: 100_000, giveUpMs: 300_000 };
    case "reverse-too-early": return { ...policy, reverseEarliestMs: 1_000, giveUpMs: 9_000 };
    case "hands-over-at-once": return { ...policy, unheardMax: 0 };
    default: return policy;
  }
}

/** Stands before `protocol/wechat-v2/sign.ts`. */
export function makeSigner(hash: Hash, key: string): Signer {
  const signer = trueSigner(hash, key);
  return {
    sign: signer.sign,
    verify(fields) {
      if (probe.defect !== "unsigned-success" || fields.values["sign"] !== undefined) return signer.verify(fields);
      fields.values["sign"] = "whatever";
      return true;
    },
  };
}

/** What was read from each answer, by its bytes; the merchant is the same in all cases. */
let readings = new Map<string, Map<string, Reply>>();
let readingsOf: string | undefined;
const READINGS_MAX = 4_000;

/** The codec's own reading; the same answer to the same question is read once. */
function read(codec: GatewayCodec, call: GatewayCall, result: HTTPResult): Reply {
  if (result.kind !== "answer" || result.status !== 200) return codec.decode(call, result);
  if (readingsOf !== probe.defect || readings.size >= READINGS_MAX) readings = new Map();
  readingsOf = probe.defect;
  const asked = `${call.kind} ${numberOf(call)}`;
  let known = readings.get(result.body);
  if (known === undefined) readings.set(result.body, known = new Map<string, Reply>());
  const found = known.get(asked);
  if (found !== undefined) return found;
  const reply = Object.freeze(codec.decode(call, result));
  known.set(asked, reply);
  return reply;
}

/** Stands before `protocol/wechat-v2/codec.ts`. */
export function wechatV2(merchant: WechatMerchant, hash: Hash, random: Random, timeoutMs: number): GatewayCodec {
  const codec = trueCodec(merchant, hash, random, timeoutMs);
  return {
    prepare: (outTradeNo, amountMinor, currency) => codec.prepare(outTradeNo, amountMinor, currency),
    encode: (call) => codec.encode(call),
    decode(call, result) {
      const reply = read(codec, call, result);
      if (!("order" in call)) return reply;
      if (probe.defect === "amount-mismatch" && reply.kind === "paid") {
        return { ...reply, amountMinor: call.order.amountMinor, currency: call.order.currency };
      }
      if (probe.defect === "repeated-answer" && reply.kind === "unknown" && reply.why === "foreign" && result.kind === "answer") {
        const named = /<out_trade_no>(?:<!\[CDATA\[)?([^<\]]+)/.exec(result.body);
        if (named === null) return reply;
        const again = codec.decode({ ...call, order: { ...call.order, outTradeNo: named[1]! } }, result);
        return again.kind === "paid" ? { ...again, amountMinor: call.order.amountMinor, seal: "" } : again;
      }
      return reply;
    },
  };
}
