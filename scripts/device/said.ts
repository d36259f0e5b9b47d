import assert from "node:assert/strict";
import type { TextId } from "../../firmware/domain/text-id";
import { fill, textOf } from "../../firmware/text/texts";
import { formatMoney } from "../../firmware/domain/money";
import type { PaperRow } from "../../sim/devices/esc-pos-paper";
import { Claims, FINAL_WORDS } from "../../sim/proof/claims";
import { wordOf } from "../../sim/proof/screen-reader";
import type { World } from "./world";

const ORDER = new RegExp(`^${textOf("en", "paperOrder")}\\s+(\\S+)$`);
/** What a notice or a verdict on the display says of the sum that stands in it. */
const EARLIER: [id: TextId, word: string][] = [
  ["earlier_charged", "charged"], ["earlier_notCharged", "notCharged"], ["earlier_reversed", "notCharged"],
];

/** The order and the word of each slip that came out whole. A cut of power leaves the beginning of one before the next. */
export function readSlips(rows: readonly PaperRow[]): { number: string; word: string }[] {
  const slips: { number: string; word: string }[] = [];
  let number: string | undefined;
  let word: string | undefined;
  for (const { text, big, cut } of rows) {
    if (big) word = wordOf(text) ?? word;
    number = ORDER.exec(text)?.[1] ?? number;
    if (!cut) continue;
    if (number !== undefined && word !== undefined) slips.push({ number, word });
    number = word = undefined;
  }
  return slips;
}

/**
 * All that a terminal said of money, on paper and on its display, held against the gateway's books. The sums of all
 * sales have to differ: the display names an earlier order by nothing else.
 */
export class Said {
  private readonly claims = new Claims();

  constructor(private readonly world: World) {}

  /** Reads what is to be seen now, and takes the paper away. Throws where the books say otherwise. */
  read(): void {
    const { printer, panel, gateway } = this.world;
    for (const { number, word } of readSlips(printer.rows())) this.claims.add(number, word, "paper");
    if (printer.rows().at(-1)?.cut === true) printer.tear();
    const shown = panel.text().replace(/\s+/g, " ");
    const big = panel.text().split("\n").map((row) => wordOf(row.trim())).find((word) => word !== undefined);
    for (const { outTradeNo, totalFee, feeType } of gateway.orders.all()) {
      const money = formatMoney(totalFee, feeType);
      for (const [id, word] of EARLIER) {
        if (shown.includes(fill(textOf("en", id), "amount", money))) this.claims.add(outTradeNo, word, "screen");
      }
      if (big !== undefined && shown.startsWith(money)) this.claims.add(outTradeNo, big, "screen");
    }
    this.check();
  }

  /** Whether the paper gave a verdict on every order that the gateway knows. */
  get isComplete(): boolean {
    return this.world.gateway.orders.all().every(({ outTradeNo }) => this.isOnPaper(outTradeNo));
  }

  private isOnPaper(number: string): boolean {
    return this.claims.of(number).some(({ where }) => where === "paper");
  }

  private check(): void {
    const { gateway } = this.world;
    assert.deepEqual(this.claims.problems, []);
    const orders = new Map(gateway.orders.all().map((order) => [order.outTradeNo, order]));
    for (const { number, word, where } of this.claims.all) {
      const state = orders.get(number)?.state ?? "not known";
      assert.equal(FINAL_WORDS[word], state === "SUCCESS", `${where} says ${word} of ${number}, which is ${state}`);
    }
    const charged = [...orders.values()].filter(({ state }) => state === "SUCCESS");
    assert.equal(new Set(charged.map(({ totalFee }) => totalFee)).size, charged.length, "a customer was charged twice");
    assert.equal(this.world.taken(), charged.reduce((sum, { totalFee }) => sum + totalFee, 0));
    assert.deepEqual(gateway.verify(), []);
  }
}
