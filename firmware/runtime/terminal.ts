import type { Device } from "../../hal/device";
import type { Printer } from "../../hal/ports/printer";
import type { Sound } from "../../hal/ports/speaker";
import { formatAmount } from "../domain/money";
import { wantsCode, wantsNumber } from "../flows/keys";
import { isReady } from "../flows/ready";
import { isBetweenSales, isResting } from "../flows/resting";
import { step } from "../flows/step";
import { isAwaited, isCancelled, newTill } from "../flows/till";
import type { Journal } from "../journal/journal";
import { documentedPolicy } from "../payment/policy";
import type { TillEvent } from "../payment/events";
import { wechatV2 } from "../protocol/wechat-v2/codec";
import { documentOf } from "../receipts/document";
import type { Shop } from "../receipts/parts";
import { screenOf } from "../screens/screen";
import { updateScreen } from "../screens/update-screen";
import { keyedRandom } from "./keyed-random";
import { watchNight } from "./night-watch";
import { orderNumbers } from "./order-numbers";
import { askTime, startTime } from "./right-time";
import { makeRunner } from "./runner";
import type { Settings } from "./settings";
import { troublesOf } from "./troubles";

/** The screen waits so long, so that what crosses the network and reaches the paper goes first. */
const DRAW_DELAY_MS = 10;
/** A live program kicks the board's watchdog this often. */
const KICK_MS = 5000;

/** Puts the parts of the device, the core and the gateway together and starts: recovery first. */
export function startTerminal(device: Device, settings: Settings, journal: Journal): void {
  const clock = device.clock;
  startTime(clock, journal.history);
  const boots = journal.history.boots;
  const random = keyedRandom(device.hash, settings.secret, boots, journal.history.id + clock.now());
  const nextNumber = orderNumbers(settings.terminal, boots, random);
  const printer: Printer = device.printer;
  const shop: Shop = { name: settings.merchantName, terminal: settings.terminal, zoneMinutes: settings.zoneMinutes };
  const policy = documentedPolicy(settings.amountMaxMinor);
  let state = newTill(settings.currency, settings.language, policy);
  let busy = false;
  let drawing = false;
  let looking = false;
  let uses = 0;
  let updating = false;
  let isAskingTime = false;
  let freshNumber = "";

  function draw(): void {
    drawing = false;
    device.display.show(screenOf(state, state.language, device.display.columns));
  }

  function speak(sound: Sound, amountMinor: number): void {
    const speaker = device.speaker;
    if (speaker.say === undefined) return speaker.play(sound);
    const currency = settings.currency;
    speaker.say(sound, amountMinor < 0 ? "" : formatAmount(amountMinor, currency), currency, state.language);
  }

  function takeNumber(): string {
    const number = freshNumber || nextNumber();
    freshNumber = "";
    return number;
  }

  /** The scanner reads only while a code is asked for. What a payment needs is made ready before its code comes. */
  function lookForCode(wanted: boolean): void {
    if (wanted && freshNumber === "") freshNumber = nextNumber();
    const sale = state.sale;
    if (sale.kind === "awaitingCode") codec.prepare(freshNumber, sale.amountMinor, state.currency);
    if (wanted === looking) return;
    looking = wanted && isReady();
    scanner.configure({ enabled: wanted });
  }

  /** No event comes from inside another: one that finds another half done knows that memory or stack ran out. */
  function tell(event: TillEvent): void {
    if (busy) return device.survival.restart();
    busy = true;
    let waiting: TillEvent[] = [event];
    for (let at = 0; at < waiting.length; at++) {
      const next = step(state, waiting[at] as TillEvent);
      state = next.state;
      waiting = waiting.concat(runner.run(next.effects));
    }
    busy = false;
    lookForCode(wantsCode(state));
    if (drawing) return;
    drawing = true;
    clock.start(DRAW_DELAY_MS, draw);
  }

  const scanner = device.openScanner({
    onCode: function (code) {
      tell({
        type: "codeScanned", code: code, mark: device.hash.crc32(code), outTradeNo: takeNumber(), nowMs: clock.now(),
      });
    },
  });
  const codec = wechatV2(settings.wechat, device.hash, random, policy.exchangeMs);
  const runner = makeRunner(device, journal, codec,
    function (slip, onDone) {
      const document = documentOf(slip, shop, state.language, printer.columns, settings.currency);
      printer.write(document, onDone);
    }, speak, {
      isShown: function (number) { return isAwaited(state, number); },
      isCancelled: function (number) { return isCancelled(state, number); },
      isBetweenSales: function () { return isBetweenSales(state); },
    }, tell);
  /** For what is no payment: its exchanges take their turn behind the gateway's. */
  const lent: Device = Object.assign({}, device, { http: { request: runner.lend } });

  /** The screen names what is wrong with the terminal, until it is mended. */
  function checkParts(): void {
    const troubles = troublesOf(device, scanner, keypad);
    if (troubles.join() !== state.troubles.join()) tell({ type: "partsChecked", troubles: troubles });
  }

  function stayAlive(): void {
    if (busy) return device.survival.restart();
    device.survival.kick();
    checkParts();
    clock.start(KICK_MS, stayAlive);
  }

  const keypad = device.openKeypad({
    onKey: function (key) {
      // Whoever comes in the middle of an update finds a terminal that starts: the image that runs is whole.
      if (updating) return device.survival.restart();
      uses++;
      const number = wantsNumber(state, key) ? takeNumber() : "";
      tell({ type: "keyPressed", key: key, outTradeNo: number, nowMs: clock.now() });
    },
  });
  tell({ type: "powerRestored", restored: journal.history });
  // The state has it now: a used journal's orders would lie in memory twice.
  (journal as Partial<Journal>).history = undefined;
  if (journal.health() !== "good") tell({ type: "journalChecked", health: journal.health() });
  const network = device.network;
  if (network) {
    network.onChange = function () {
      checkParts();
      if (network.state !== "online" || isAskingTime) return;
      isAskingTime = true;
      askTime(lent, settings.wechat.hosts[0] as string, settings.wechat.port, function () { isAskingTime = false; });
    };
  }
  stayAlive();
  watchNight(lent, {
    zoneMinutes: settings.zoneMinutes,
    isResting: function () { return isResting(state); },
    uses: function () { return uses; },
    onProgress: function (piece, pieces) {
      updating = pieces > 0;
      if (updating) device.display.show(updateScreen(state.language, device.display.columns, piece, pieces));
      else draw();
    },
  });
}
