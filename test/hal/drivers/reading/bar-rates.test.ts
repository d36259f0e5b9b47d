// What is read of bar codes, beside readers of others' making. A few phones as a test; with RATES=60 in the environment so
// many of each set, some minutes long: the table in docs/reference/bar-rates.md. SEED=word takes other phones.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openBarReader } from "../../../../hal/drivers/scanner/reading/bars";
import { phoneScene, STRIP } from "../../../../sim/camera/scene";
import { BAR_SETS } from "../../../../sim/camera/sets";
import { readByZBar, readByZXing } from "../../../support/other-readers";
import { simulatedRasters } from "../../../support/simulated-rasters";
import { modulesOf, readWith, streamIn } from "./bar-pictures";

const { RATES, SEED = "rates" } = process.env;
const FRAMES = 3;
const phones = Number(RATES ?? 2);
const sets = RATES === undefined ? ["med", "rotated", "hard"] : Object.keys(BAR_SETS);

/** How many texts of a reader were right in the first picture, in one of three, and wrong. */
class Count {
  first = 0;
  stream = 0;
  wrong = 0;
  private isRead = false;

  next(): void {
    this.isRead = false;
  }

  add(texts: string[], code: string, frame: number): void {
    this.wrong += texts.filter((text) => text !== code).length;
    if (this.isRead || !texts.includes(code)) return;
    this.isRead = true;
    this.stream++;
    if (frame === 0) this.first++;
  }

  toString(): string {
    return `${this.first} / ${this.stream}${this.wrong > 0 ? ` (${this.wrong} wrong)` : ""}`;
  }
}

const table: string[] = [];
for (const set of sets) {
  test(`"${set}": what this reader and the others say is right`, async () => {
    const [ours, zxing, zbar] = [new Count(), new Count(), new Count()];
    for (let phone = 0; phone < phones; phone++) {
      const { code, take } = streamIn(set, `${SEED} ${set} ${phone}`);
      const reader = openBarReader(simulatedRasters);
      for (const count of [ours, zxing, zbar]) count.next();
      for (let frame = 0; frame < FRAMES; frame++) {
        const dots = take(frame);
        const said = readWith(reader, dots).code;
        ours.add(said === undefined ? [] : [said], code, frame);
        zxing.add(await readByZXing({ width: 320, height: 60, dots }, ["Code128"]), code, frame);
        zbar.add(await readByZBar({ width: 320, height: 60, dots }), code, frame);
      }
    }
    table.push(`| ${set} | ${ours} | ${zxing} | ${zbar} |`);
    assert.is(ours.wrong, 0);
    assert.ok(ours.stream + zxing.stream + zbar.stream > 0);
  });
}

test("nothing is read where there is no such code", () => {
  const others = [
    undefined, modulesOf("4006381333931", "EAN13"), modulesOf("TINYTILL", "CODE39"), modulesOf("123456789012", "ITF"),
  ];
  for (let at = 0; at < phones * 2; at++) {
    const scene = phoneScene({ symbols: { bars: others[at % 4] }, pose: { turn: at % 30 - 15 }, seed: `${SEED} ${at}` });
    const reader = openBarReader(simulatedRasters);
    for (let frame = 0; frame < 2; frame++) {
      assert.is(readWith(reader, new Uint8Array(scene.look(STRIP, 320, 60, frame))).code, undefined);
    }
  }
});

test.after(() => {
  if (RATES !== undefined) console.log(["| set | this reader | zxing-cpp | zbar |", "|---|---|---|---|", ...table].join("\n"));
});

test.run();
