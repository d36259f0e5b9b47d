import type { VirtualClock } from "../clock";
import type { ServerOutcome, ServerRequest, ServerResponse } from "../network";
import type { CodeBook } from "../wallet/codes";
import { type Answer, toPage, toResponse, writeAnswer } from "./answer";
import type { Call, CallName } from "./calls/call";
import { CALLS } from "./calls/table";
import { FAULTS, type FaultDetails, type Faults } from "./faults";
import { BODY_BYTES_MAX, common, failed, open, type Opened } from "./front";
import { mask } from "./mask";
import type { Merchants } from "./merchants";
import type { Orders } from "./orders";
import type { Fields, Manual } from "./protocol/fields";
import { decodeUtf8 } from "./protocol/utf8";
import { parseXml } from "./protocol/xml";
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
}

interface ServiceOptions {
  clock: VirtualClock;
  merchants: Merchants;
  orders: Orders;
  codes: CodeBook;
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

  constructor(private readonly options: ServiceOptions) {}

  serve(request: ServerRequest): ServerOutcome {
    const call = CALLS.get(request.path);
    if (request.body.length > BODY_BYTES_MAX) return this.page(request, 413);
    if (call === undefined) return this.page(request, 404);
    const fault = this.options.faults.take(call.name);
    if (fault?.kind === "lostRequest") {
      return this.record(request, {}, { kind: fault.ending ?? "silent" }, fault.kind);
    }
    const opened = open(request, call, this.options.merchants, this.options.manual);
    if (opened.kind === "noCertificate") return this.record(request, {}, { kind: "handshake" });
    const outcome = this.decide(opened, call, fault);
    return this.record(request, opened.fields ?? {}, outcome, fault?.kind);
  }

  private decide(opened: Readable, call: Call, fault: FaultDetails | undefined): ServerOutcome {
    const { clock, latencyMs } = this.options;
    const processed = fault === undefined || (fault.processed ?? FAULTS[fault.kind].processed);
    const answer = processed ? this.run(opened, call) : this.claimNothing(opened);
    const response = toResponse(writeAnswer(answer), clock.nowMs);
    const previous = this.previous.get(call.name);
    this.previous.set(call.name, response);
    if (fault === undefined) return { kind: "answer", response, delayMs: latencyMs };
    return spoil({ fault, asked: opened.fields ?? {}, answer, previous, nowMs: clock.nowMs });
  }

  private run(opened: Readable, call: Call): Answer {
    if (opened.kind === "refused") return this.withNonce(opened.answer);
    const { request, signing } = opened;
    const result = call.handle(request, this.options);
    const head = result.kind === "success"
      ? { ...common(request.fields), result_code: "SUCCESS" }
      : failed(request.fields, result.code, result.text);
    return this.withNonce({ fields: { ...head, ...result.fields }, signing });
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
    return this.record(request, {}, { kind: "answer", response: toPage(status, this.options.clock.nowMs) });
  }

  private record(
    request: ServerRequest, asked: Fields, outcome: ServerOutcome, fault?: string,
  ): ServerOutcome {
    if (this.onExchange === undefined) return outcome;
    const response = outcome.kind === "answer" ? outcome.response : undefined;
    const text = response === undefined ? undefined : decodeUtf8(response.body);
    this.onExchange({
      atMs: this.options.clock.nowMs,
      method: request.method,
      path: request.path,
      request: mask(asked),
      answer: mask((text === undefined ? undefined : parseXml(text)) ?? {}),
      status: response?.status,
      outcome: outcome.kind,
      fault,
    });
    return outcome;
  }
}
