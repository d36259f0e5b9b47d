import type { ServerOutcome, ServerResponse } from "../network";
import { finish, toPage, toResponse } from "./answer";
import { type FaultDetails, type FaultKind } from "./faults";
import { common } from "./front";
import { type Answer, writeAnswer } from "./message";
import type { Fields } from "./protocol/fields";
import { buildElement } from "./protocol/xml";

/** What a fault has to work with. */
export interface Exchange {
  fault: FaultDetails;
  /** What the client asked, as far as it could be read. */
  asked: Fields;
  /** The true answer; when the request was not processed, one that claims nothing. */
  answer: Answer;
  /** The answer before this one to the same call, byte for byte. */
  previous: ServerResponse | undefined;
  nowMs: number;
}

/** Faults that change words of a message; a file has none and stays as it is. */
const OF_MESSAGES: readonly FaultKind[] = [
  "unknownCode", "unknownField", "duplicateElement", "doctype", "wrongSignature", "otherOrder", "otherAmount",
];

/** Makes of a true answer what the fault leaves of it. */
export function spoil(exchange: Exchange): ServerOutcome {
  if (exchange.answer.file !== undefined && OF_MESSAGES.includes(exchange.fault.kind)) {
    return { kind: "answer", response: truth(exchange) };
  }
  return ACTS[exchange.fault.kind](exchange);
}

const ACTS: Readonly<Record<FaultKind, (exchange: Exchange) => ServerOutcome>> = {
  lostRequest: ({ fault }) => ({ kind: fault.ending ?? "silent" }),
  lostAnswer: ({ fault }) => ({ kind: fault.ending ?? "silent" }),
  lateAnswer: (exchange) => {
    return { kind: "answer", response: truth(exchange), delayMs: exchange.fault.delayMs ?? 20_000 };
  },
  halfAnswer: (exchange) => {
    const response = truth(exchange);
    return { kind: "partial", response, bytes: response.body.length >> 1 };
  },
  endless: (exchange) => ({ kind: "endless", response: truth(exchange) }),
  html: ({ nowMs }) => ({ kind: "answer", response: toPage(200, nowMs) }),
  httpError: ({ fault, nowMs }) => ({ kind: "answer", response: toPage(fault.status ?? 502, nowMs) }),
  emptyBody: ({ nowMs }) => ({ kind: "answer", response: toResponse("", nowMs) }),
  errorCode: (exchange) => refusal(exchange, exchange.fault.code ?? "SYSTEMERROR"),
  unknownCode: (exchange) => {
    for (const name of ["trade_state", "refund_status_0"]) {
      if (name in exchange.answer.fields) return changed(exchange, { [name]: "NEW_STATE_2030" });
    }
    return refusal(exchange, "NEW_CODE_2030");
  },
  unknownField: (exchange) => changed(exchange, { new_field_2030: "x" }),
  duplicateElement: (exchange) => {
    const more = buildElement("return_code", "SUCCESS") + "</xml>";
    const text = writeAnswer(exchange.answer).replace("</xml>", more);
    return { kind: "answer", response: toResponse(text, exchange.nowMs) };
  },
  doctype: (exchange) => {
    const text = `<!DOCTYPE xml [<!ENTITY e "SUCCESS">]>${writeAnswer(exchange.answer)}`;
    return { kind: "answer", response: toResponse(text, exchange.nowMs) };
  },
  wrongSignature: (exchange) => {
    const signing = exchange.answer.signing;
    if (signing === undefined) return { kind: "answer", response: truth(exchange) };
    const answer = { fields: exchange.answer.fields, signing: { ...signing, key: `not ${signing.key}` } };
    return { kind: "answer", response: toResponse(writeAnswer(answer), exchange.nowMs) };
  },
  unsignedSuccess: (exchange) => {
    const fields = { ...common(exchange.asked), result_code: "SUCCESS", ...claim(exchange.asked) };
    return { kind: "answer", response: toResponse(writeAnswer({ fields }), exchange.nowMs) };
  },
  repeatedAnswer: (exchange) => ({ kind: "answer", response: exchange.previous ?? truth(exchange) }),
  otherOrder: (exchange) => changed(exchange, { ...claim(exchange.asked), out_trade_no: "ANOTHER-ORDER-1" }),
  otherAmount: (exchange) => {
    const { answer, asked } = exchange;
    const fields: Fields = { total_fee: oneMore(answer.fields["total_fee"] ?? asked["total_fee"]) };
    for (const name of ["refund_fee", "refund_fee_0"]) {
      if (name in answer.fields) fields[name] = oneMore(answer.fields[name]);
    }
    return changed(exchange, fields);
  },
};

function truth(exchange: Exchange): ServerResponse {
  return finish(exchange.answer, exchange.nowMs);
}

/** The true answer with other fields, signed like the true one. */
function changed(exchange: Exchange, fields: Fields): ServerOutcome {
  const answer = { ...exchange.answer, fields: { ...exchange.answer.fields, ...fields } };
  return { kind: "answer", response: toResponse(writeAnswer(answer), exchange.nowMs) };
}

/** A signed refusal with any code; nothing of the true answer but its nonce. */
function refusal({ asked, answer, nowMs }: Exchange, code: string): ServerOutcome {
  const nonce = answer.fields["nonce_str"] ?? "";
  const fields = { ...common(asked), nonce_str: nonce, result_code: "FAIL", err_code: code };
  return { kind: "answer", response: toResponse(writeAnswer({ ...answer, fields }), nowMs) };
}

function oneMore(amount = "0"): string {
  return String(Number(amount) + 1);
}

/** The fields of somebody's paid order and done refund, as the money calls would tell them. */
function claim(asked: Fields): Fields {
  const refundFee = asked["refund_fee"] ?? "1";
  return {
    ...("trade_type" in asked ? claimCredential() : {}),
    ...("out_refund_no" in asked ? claimRefund(asked["out_refund_no"]!, refundFee) : {}),
    result_code: "SUCCESS",
    err_code: "",
    err_code_des: "",
    trade_type: asked["trade_type"] ?? "MICROPAY",
    trade_state: "SUCCESS",
    fee_type: asked["fee_type"] ?? "HKD",
    total_fee: asked["total_fee"] ?? "1",
    cash_fee: asked["total_fee"] ?? "1",
    transaction_id: "4200000000000000000000000000",
    out_trade_no: asked["out_trade_no"] ?? "",
    time_end: "20260105100000",
    recall: "N",
  };
}

function claimCredential(): Fields {
  return { prepay_id: "wx20260105100000000000", code_url: "weixin://wxpay/bizpayurl?pr=000000000" };
}

function claimRefund(outRefundNo: string, fee: string): Fields {
  return {
    out_refund_no: outRefundNo,
    refund_fee: fee,
    out_refund_no_0: outRefundNo,
    refund_fee_0: fee,
    refund_status_0: "SUCCESS",
    refund_count: "1",
  };
}
