import type { ServerOutcome, ServerRequest, ServerResponse } from "../network";
import { Acceptance, performCall } from "./acceptance";
import { finish, toPage } from "./answer";
import { type Call, type CallName, fail, type World } from "./calls/call";
import { FAULTS, type FaultDetails, type Faults } from "./faults";
import { BODY_BYTES_MAX, common, failed, open, type Opened, refuse } from "./front";
import { mask, maskText } from "./mask";
import type { Merchants } from "./merchants";
import type { Answer } from "./message";
import type { Fields, Manual } from "./protocol/fields";
import { decodeUtf8 } from "./protocol/utf8";
import { parseXml } from "./protocol/xml";
import { findRoute } from "./routes";
import { spoil } from "./spoil";

/** What crossed the wire, for people: signatures, payment codes and payers are masked, keys never appear. */
export interface ExchangeRecord {
  atMs: number;
  method: string;
  path: string;
  request: Fields;
  answer: Fields;
  status: number | undefined;
  outcome: ServerOutcome["kind"];
  fault: string | undefined;
  /** Both as they crossed the wire, or would have: of an answer that did not come whole, what it would have been. */
  requestText: string;
  answerText: string;
}

interface ServiceOptions {
  world: World;
  merchants: Merchants;
  faults: Faults;
  nonce: () => string;
  manual: Manual;
  latencyMs: number;
}

/** A request after the checks that all calls share, certificate included. */
type Readable = Exclude<Opened, { kind: "noCertificate" }>;

/** From request to outcome, for any transport: the fault plan, the common checks, the call, the answer. */
export class Service {
  onExchange: ((record: ExchangeRecord) => void) | undefined;
  private readonly previous = new Map<CallName, ServerResponse>();
  private readonly acceptance = new Acceptance();

  constructor(private readonly options: ServiceOptions) {}

  serve(request: ServerRequest): ServerOutcome {
    const route = findRoute(request.path);
    if (request.body.length > BODY_BYTES_MAX) return this.page(request, 413);
    if (route === undefined) return this.page(request, 404);
    const { call, sandbox } = route;
    const fault = this.options.faults.take(call.name);
    if (fault?.kind === "lostRequest") {
      return this.record(request, {}, { kind: fault.ending ?? "silent" }, fault.kind);
    }
    const { merchants, manual } = this.options;
    const opened = open(request, call, sandbox ? merchants.sandbox : merchants, manual);
    if (opened.kind === "noCertificate") return this.record(request, {}, { kind: "handshake" });
    const outcome = this.decide(opened, call, fault);
    return this.record(request, opened.fields ?? {}, outcome, fault?.kind);
  }

  private decide(opened: Readable, call: Call, fault: FaultDetails | undefined): ServerOutcome {
    const { world, latencyMs } = this.options;
    const processed = fault === undefined || (fault.processed ?? FAULTS[fault.kind].processed);
    const answer = processed ? this.run(opened, call) : this.claimNothing(opened);
    if (answer === undefined) return { kind: "silent" };
    const { nowMs } = world.clock;
    const response = finish(answer, nowMs);
    const previous = this.previous.get(call.name);
    this.previous.set(call.name, response);
    if (fault === undefined) return { kind: "answer", response, delayMs: latencyMs };
    return spoil({ fault, asked: opened.fields ?? {}, answer, previous, nowMs });
  }

  private run(opened: Readable, call: Call): Answer | undefined {
    const { world } = this.options;
    const { rates } = world;
    if (opened.kind === "refused") {
      if (opened.merchant !== undefined) rates.count(opened.merchant, call.name, true);
      return this.withNonce(opened.answer);
    }
    const { request, signing } = opened;
    const tooMuch = rates.refusal(request.merchant, call.name);
    if (tooMuch === "FREQUENCY_LIMITED" && call.name !== "refund") return refuse(tooMuch).answer;
    const handle = request.merchant.acceptance ? this.acceptance.perform : performCall;
    const result = tooMuch === undefined ? handle(call, request, world) : fail(tooMuch);
    rates.count(request.merchant, call.name, result.kind === "fail" && tooMuch === undefined);
    switch (result.kind) {
      case "silence": return undefined;
      case "file": return { fields: {}, file: result };
      case "unsigned": return { fields: result.fields };
      case "success": {
        const fields = { ...common(request.fields), result_code: "SUCCESS", ...result.fields };
        const nested = result.groups === undefined ? {} : { groups: result.groups };
        return this.withNonce({ fields, signing, ...nested });
      }
      case "fail": {
        const fields = { ...failed(request.fields, result.code, result.text), ...result.fields };
        return this.withNonce({ fields, signing });
      }
    }
  }

  /** A signed answer that says nothing about the order, as raw material for faults. */
  private claimNothing(opened: Readable): Answer {
    if (opened.kind === "refused") return this.withNonce(opened.answer);
    return this.withNonce({ fields: failed(opened.fields, "SYSTEMERROR"), signing: opened.signing });
  }

  /** Only signed answers carry a nonce. */
  private withNonce(answer: Answer): Answer {
    if (answer.signing === undefined) return answer;
    return { ...answer, fields: { ...answer.fields, nonce_str: this.options.nonce() } };
  }

  private page(request: ServerRequest, status: number): ServerOutcome {
    const response = toPage(status, this.options.world.clock.nowMs);
    return this.record(request, {}, { kind: "answer", response });
  }

  private record(
    request: ServerRequest, asked: Fields, outcome: ServerOutcome, fault?: string,
  ): ServerOutcome {
    if (this.onExchange === undefined) return outcome;
    const response = outcome.kind === "answer" ? outcome.response : undefined;
    const meant = "response" in outcome ? decodeUtf8(outcome.response.body) ?? "" : "";
    const answer = parseXml(meant) ?? {};
    this.onExchange({
      atMs: this.options.world.clock.nowMs,
      method: request.method,
      path: request.path,
      request: mask(asked),
      answer: response === undefined ? {} : mask(answer),
      status: response?.status,
      outcome: outcome.kind,
      fault,
      requestText: this.textOf(request, asked),
      answerText: shownText(meant, answer),
    });
    return outcome;
  }

  private textOf(request: ServerRequest, asked: Fields): string {
    const text = decodeUtf8(request.body) ?? "";
    return shownText(text, Object.keys(asked).length > 0 ? asked : parseXml(text) ?? {});
  }
}

/** Of a text that has no fields nobody knows what in it is secret. */
function shownText(text: string, fields: Fields): string {
  return Object.keys(fields).length === 0 ? "" : maskText(text, fields);
}
