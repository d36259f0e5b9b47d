import type { Device } from "../../hal/device";
import type { Bytes } from "../../hal/ports/bytes";
import type { HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
import type { KeypadOptions } from "../../hal/ports/keypad";
import type { PaperItem } from "../../hal/ports/printer";
import type { ScannerOptions } from "../../hal/ports/scanner";
import { noTotals } from "../domain/totals";
import type { Journal } from "../journal/journal";
import type { JournalRecord } from "../payment/effects";
import { joinFields, makeSigner } from "../protocol/wechat-v2/sign";
import type { Signer } from "../protocol/wechat-v2/sign";
import { element } from "../protocol/wechat-v2/element";
import { parseFlat } from "../protocol/wechat-v2/xml";
import type { Settings } from "./settings";
import { startTerminal } from "./terminal";

/** A sale is over long before; an image that takes longer is not well. */
const LIMIT_MS = 20_000;
/** More than "1" of any currency. */
const LARGEST_MINOR = 1000;
/** Between two things the hand does. */
const HAND_MS = 100;
/** A code of the form that payers show; nobody's. */
const CODE = "134500000000000000";
const ABC_DIGEST = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";

/** What the gateway would say: the customer paid what was asked for. */
function answerTo(body: Bytes, signer: Signer): Bytes {
  const asked = parseFlat(body, 40);
  if (asked === undefined || !signer.verify(asked)) return "";
  const given = asked.values;
  const values: Record<string, Bytes> = {
    appid: given.appid as Bytes, fee_type: given.fee_type as Bytes, mch_id: given.mch_id as Bytes,
    nonce_str: "REHEARSAL", out_trade_no: given.out_trade_no as Bytes, result_code: "SUCCESS",
    return_code: "SUCCESS", total_fee: given.total_fee as Bytes, trade_type: "MICROPAY",
    transaction_id: "4200000000000000000000000000",
  };
  const names = Object.keys(values);
  let xml = "<xml>";
  for (const name of names) xml += element(name, values[name] as Bytes);
  return xml + element("sign", signer.sign(joinFields({ names: names, values: values }))) + "</xml>";
}

/**
 * Sells something to nobody: the whole program of this image, with the terminal's own settings, against a gateway
 * that is part of the image. Nothing reaches the network, the paper, the journal or the books. The image is
 * healthy when the sale was journaled before it was sent, came out CHARGED on a slip with its number, and was
 * journaled as charged. Calls `onDone` once, never from inside.
 */
export function rehearse(device: Device, settings: Settings, onDone: (isHealthy: boolean) => void): void {
  const clock = device.clock;
  const signer = makeSigner(device.hash, settings.wechat.apiKey);
  const kinds: JournalRecord["kind"][] = [];
  let number = "";
  let sentAt = -1;
  let ended = false;
  let keypad: KeypadOptions | undefined;
  let scanner: ScannerOptions | undefined;

  function end(isHealthy: boolean): void {
    if (ended) return;
    ended = true;
    clock.start(0, function () { onDone(isHealthy); });
  }

  function isNumbered(item: PaperItem): boolean {
    return (item.kind === "pair" && item.right === number) || (item.kind === "text" && item.text === number);
  }

  function judge(document: PaperItem[]): void {
    end(kinds.length === 2 && kinds[0] === "opened" && kinds[1] === "charged" && sentAt === 1 && document.some(isNumbered)
      && device.hash.hex(device.hash.sha256("abc")) === ABC_DIGEST);
  }

  const journal: Journal = {
    history: {
      boots: 1, id: "REHEARSE", unsettled: [], refunds: [], totals: noTotals(), untold: [], untoldRefunds: [], recent: [],
      damaged: 0,
    },
    health: function () { return "good"; },
    lastShift: function () { return undefined; },
    append: function (record: JournalRecord) {
      kinds.push(record.kind);
      if (record.kind === "opened") number = record.order.outTradeNo;
    },
  };
  const stage: Partial<Device> = {
    display: { columns: device.display.columns, rows: device.display.rows, show: function () {}, close: function () {} },
    http: {
      request: function (request: HTTPRequest, onAnswer: (result: HTTPResult) => void) {
        sentAt = kinds.length;
        const body = answerTo(request.body, signer);
        clock.start(HAND_MS, function () { onAnswer({ kind: "answer", status: 200, body: body }); });
      },
    },
    printer: {
      columns: device.printer.columns,
      write: function (document, onPrinted) {
        judge(document);
        clock.start(HAND_MS, function () { onPrinted(null); });
      },
      close: function () {},
    },
    speaker: { play: function () {}, close: function () {} },
    saveSetting: function () {},
    survival: { onFault: undefined, startedBy: "unknown", kick: device.survival.kick, restart: function () { end(false); } },
    openKeypad: function (options) {
      keypad = options;
      return { close: function () {} };
    },
    openScanner: function (options) {
      scanner = options;
      return { configure: function () {}, close: function () {} };
    },
  };

  function scan(): void { (scanner as ScannerOptions).onCode(CODE); }
  function confirm(): void {
    (keypad as KeypadOptions).onKey("ok");
    clock.start(HAND_MS, scan);
  }
  function type(): void {
    (keypad as KeypadOptions).onKey("1");
    clock.start(HAND_MS, confirm);
  }

  // A shop whose largest amount is small rehearses as well.
  const rehearsed = Object.assign({}, settings, { amountMaxMinor: LARGEST_MINOR }) as Settings;
  clock.start(LIMIT_MS, function () { end(false); });
  startTerminal(Object.assign({}, device, stage) as Device, rehearsed, journal);
  clock.start(HAND_MS, type);
}
