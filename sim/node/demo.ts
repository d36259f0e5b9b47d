import type { Session } from "../session/session";
import { drawShop } from "./draw";

/** A display is drawn row by row. */
const DRAWN_MS = 300;

/** Plays whole sales by itself and says what is to be seen. Throws when one does not end as it must. */
export function demo(session: Session, say: (text: string) => void): void {
  const { shop } = session;
  shop.powerOn();
  const quick = shop.payer({ name: "no password" });
  let code: string | undefined;
  const show = (caption: string, payer = quick): void => say(`\n== ${caption}\n${drawShop(session, payer, code)}`);
  const expect = (words: string): void => {
    shop.clock.runUntil(() => shop.panel.text().includes(words), 90_000);
    shop.clock.advance(DRAWN_MS);
  };

  show("The terminal has started");
  shop.press(["1", "2", ".", "5", "0", "ok"]);
  show("The operator types 12.50 and presses OK");
  shop.scan(code = quick.showCode());
  expect("CHARGED");
  shop.clock.advance(2_000);
  show("The scanner reads the customer's code: charged, receipt printed");

  const careful = shop.payer({ name: "with password", password: "always" });
  shop.printer.tear();
  shop.press(["ok", "8", "ok"]);
  shop.scan(code = careful.showCode());
  expect("password");
  show("Another customer is asked for the password", careful);
  careful.typePassword();
  expect("CHARGED");
  shop.clock.advance(2_000);
  show("The password was typed: charged", careful);

  const faults = shop.gateway.verify();
  if (faults.length > 0 || shop.taken("HKD") !== 2_050) throw new Error(`the books are wrong: ${faults.join("; ")}`);
  say("\nThe gateway's books agree: two sales, HKD 20.50, nobody charged twice.");
}
