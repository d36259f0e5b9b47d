import { emitKeypressEvents } from "node:readline";
import type { Key } from "../../hal/ports/keypad";
import type { Shop } from "../shop";
import type { Payer } from "../wallet/payer";
import { drawShop } from "./draw";
import { startRealTime } from "./real-time";

const HELP = [
  "keys   0-9 .   Enter: OK   Backspace: CLEAR   Esc: CANCEL   *: reprint",
  "phone  s: hold it to the scanner   w: password on/off   p: type it   r: refuse",
  "world  /: language   x: power   n: network   t: tear the paper off   q: quit",
];

const KEYS: Record<string, Key> = {
  return: "ok", enter: "ok", backspace: "clear", escape: "cancel", "*": "reprint", "/": "language", ".": ".",
};

/** Plays the shop in the shell, in real time, until q. Needs a terminal to read keys from. */
export function play(shop: Shop): Promise<void> {
  const payer = shop.payer({ name: "customer" });
  const time = startRealTime(shop.clock, { keepAlive: true });
  let code: string | undefined;
  let shown = "";
  shop.powerOn();

  function draw(): void {
    const rows = (process.stdout.rows ?? 24) - HELP.length - 1;
    const picture = `${drawShop(shop, payer, code, rows)}\n${HELP.join("\n")}`;
    if (picture === shown) return;
    shown = picture;
    process.stdout.write(`\x1b[2J\x1b[H${picture}\n`);
  }

  const redraw = setInterval(draw, 50);
  emitKeypressEvents(process.stdin);
  process.stdin.setRawMode(true);
  return new Promise((resolve) => {
    process.stdin.on("keypress", (text: string | undefined, key: { name?: string; ctrl?: boolean }) => {
      time.poke();
      if (text === "q" || (key.ctrl && key.name === "c")) return stop();
      if (text === "s") shop.scan(code = payer.showCode());
      else act(shop, payer, text, key.name);
      time.poke();
    });

    function stop(): void {
      clearInterval(redraw);
      time.stop();
      process.stdin.setRawMode(false);
      process.stdin.pause();
      resolve();
    }
  });
}

function act(shop: Shop, payer: Payer, text: string | undefined, name: string | undefined): void {
  switch (text) {
    case "w": payer.password = payer.password === "always" ? "never" : "always"; return;
    case "p": if (payer.asked !== undefined) payer.typePassword(); return;
    case "r": if (payer.asked !== undefined) payer.refuse(); return;
    case "x": if (shop.interpreter.running) shop.powerOff(); else shop.interpreter.boot(); return;
    case "n": shop.network.plugged = !shop.network.plugged; return;
    case "t": shop.printer.tear(); return;
    default: {
      const key = text !== undefined && text >= "0" && text <= "9" ? text as Key : KEYS[text ?? ""] ?? KEYS[name ?? ""];
      if (key !== undefined) shop.keyDown(key);
    }
  }
}
