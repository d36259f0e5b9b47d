import { emitKeypressEvents } from "node:readline";
import type { Key } from "../../hal/ports/keypad";
import type { Session } from "../session/session";
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
export function play(session: Session): Promise<void> {
  const { shop } = session;
  session.do({ do: "control", command: "addPayer", with: { name: "customer", password: "never" } });
  const payer = shop.gateway.payers[0]!;
  const time = startRealTime(shop.clock, { keepAlive: true });
  let code: string | undefined;
  let shown = "";
  session.do({ do: "power", on: true });

  function draw(): void {
    const rows = (process.stdout.rows ?? 24) - HELP.length - 1;
    const picture = `${drawShop(session, payer, code, rows)}\n${HELP.join("\n")}`;
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
      if (text === "s") code = session.do({ do: "hold", payer: payer.id }) as string;
      else act(session, payer, text, key.name);
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

function act(session: Session, payer: Payer, text: string | undefined, name: string | undefined): void {
  const { interpreter, network } = session.shop;
  const phone = { payer: payer.id };
  switch (text) {
    case "w": {
      const password = payer.password === "always" ? "never" : "always";
      session.do({ do: "control", command: "changePayer", with: { ...phone, password } });
      return;
    }
    case "p": if (payer.asked !== undefined) session.do({ do: "control", command: "typePassword", with: phone }); return;
    case "r": if (payer.asked !== undefined) session.do({ do: "control", command: "refuse", with: phone }); return;
    case "x": session.do({ do: "power", on: !interpreter.running }); return;
    case "n": session.do({ do: "network", plugged: !network.plugged }); return;
    case "t": session.do({ do: "tear" }); return;
    default: {
      const key = text !== undefined && text >= "0" && text <= "9" ? text as Key : KEYS[text ?? ""] ?? KEYS[name ?? ""];
      if (key !== undefined) session.do({ do: "key", key });
    }
  }
}
