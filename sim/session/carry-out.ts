import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Control, COMMANDS } from "../gateway/control";
import { type OpenedView, payerOf } from "../gateway/control-phone";
import { openidOf } from "../gateway/identifiers";
import { type Opening, openingOf } from "../phone/opening";
import type { Shop } from "../shop";
import { checkHeld, frameScene, type Held, lensOf, phoneBefore } from "./before-lens";
import type { Deed, PaperTrouble } from "./deed";

/** Does something to the shop now. Throws, and has done nothing, when it cannot be done. */
export function carryOut(shop: Shop, control: Control, deed: Deed): unknown {
  switch (deed.do) {
    case "key": return shop.keyDown(deed.key);
    case "power": return switchPower(shop, deed.on);
    case "cutAtWrite": return cutAtWrite(shop, deed.nth);
    case "network": shop.network.plugged = deed.plugged; return undefined;
    case "router": return moveRouter(shop, deed.inRange);
    case "printer": return trouble(shop, deed.trouble, deed.there);
    case "tear": return shop.printer.tear();
    case "case": return turnCase(shop, deed.open);
    case "battery": return charge(shop, deed.share);
    case "hold": return hold(shop, control, deed.payer, deed.shown === true);
    case "scan": return shop.scan(deed.code);
    case "aim": return aim(shop, control, deed.payer, deed.text);
    case "pose": return pose(shop, deed.pose);
    case "stand": return stand(shop, deed.payer);
    case "frame": return frame(shop, deed.dots);
    case "member": return shop.scan(openidOf(deed.payer, shop.merchant.appid));
    case "control": return command(control, deed.command, deed.with);
    default: throw new Error(`nobody can do "${String((deed as { do: unknown }).do)}"`);
  }
}

function switchPower(shop: Shop, on: boolean): void {
  if (on === shop.interpreter.running) return;
  if (on) shop.interpreter.boot();
  else shop.powerOff();
}

function cutAtWrite({ flash }: Shop, nth: number): void {
  if (!Number.isSafeInteger(nth) || nth < 0) throw new Error("writes are counted from 1");
  flash.cutAt = nth === 0 ? undefined : nth;
}

function moveRouter({ board }: Shop, inRange: boolean): void {
  const router = board.interpreter.accessPoint;
  if (router === undefined) throw new Error("this terminal has no radio");
  router.inRange = inRange;
  if (!inRange) router.drop();
}

const TROUBLES: readonly PaperTrouble[] = ["paperOut", "coverOpen", "jammed", "hot", "silent", "slow"];

function trouble({ printer }: Shop, kind: PaperTrouble, there: boolean): void {
  if (!TROUBLES.includes(kind)) throw new Error(`a printer has no trouble called "${kind}"`);
  printer[kind] = there;
  if (!there) printer.resume();
}

function turnCase({ board }: Shop, open: boolean): void {
  const turn = open ? board.openCase : board.closeCase;
  if (turn === undefined) throw new Error("this terminal does not feel whether its case is open");
  turn();
}

function charge({ board }: Shop, share: number): void {
  if (board.voltage === undefined) throw new Error("this terminal has no battery");
  if (!(share >= 0 && share <= 1)) throw new Error("a share is a number from 0 to 1");
  board.voltage = share;
}

function hold(shop: Shop, control: Control, payer: string, isShown: boolean): string {
  const { code } = isShown ? control.codeSymbols({ payer }) : control.showCode({ payer });
  shop.scan(code);
  return code;
}

/** What the phone made of a text, and what the wallet said where it is an order. */
export interface Aimed {
  opening: Opening;
  opened?: OpenedView;
}

function aim({ merchant, links, clock }: Shop, control: Control, payer: string, text: string): Aimed {
  const signing = { timestamp: String(Math.floor(clock.nowMs / 1000)), nonce: bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32) };
  const opening = openingOf(text, merchant, links, signing);
  if (opening.kind === "text") return { opening };
  return { opening, opened: control.open({ payer, credential: opening.credential }) };
}

function pose({ board }: Shop, change: Held): void {
  const lens = lensOf(board);
  lens.pose = { ...lens.pose, ...checkHeld(change) };
}

function stand({ board, gateway }: Shop, payer: string | undefined): void {
  const lens = lensOf(board);
  lens.scene = payer === undefined ? undefined : phoneBefore(lens, payerOf(gateway, { payer }));
}

function frame({ board }: Shop, dots: string): void {
  lensOf(board).scene = frameScene(dots);
}

function command(control: Control, name: keyof Control, argument: object): unknown {
  if (!COMMANDS.includes(name)) throw new Error(`there is no command ${name}`);
  // A session's time passes by itself: done again from a file it would pass twice.
  if (name === "advance") throw new Error("time passes by itself");
  return (control[name] as (argument: object) => unknown)(argument);
}
