import { test } from "uvu";
import * as assert from "uvu/assert";
import { boardFont } from "../../../scripts/build/font";
import { buildImage } from "../../../scripts/build/image";
import { twin as esp32 } from "../../../sim/boards/esp32";
import { makeNodeRealm } from "../../../sim/node/realm";
import { readCode } from "../../../sim/phone/lens";
import type { Aimed } from "../../../sim/session/carry-out";
import { Session } from "../../../sim/session/session";
import { toQr } from "../../../sim/wallet/symbols";
import { clientOf, imagesOf, words } from "../../support/image";

type Make = () => Promise<Session>;

const linux: Make = async () => new Session({
  image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf(), settings: { language: "en" },
});
const esp32Image = buildImage({ board: "esp32" });
const espressif: Make = async () => new Session({
  image: await esp32Image, board: esp32(boardFont(".", "gbk")), realm: makeNodeRealm,
  client: await clientOf(), settings: { language: "en" },
});

/** Starts, and types an amount and the key of a way to pay. Gives the customer's name. */
function order(session: Session, key: "1" | "2" | "3" | "4"): string {
  session.do({ do: "power", on: true });
  session.advance(8_000);
  const { id } = session.do({ do: "control", command: "addPayer", with: { password: "always" } }) as { id: string };
  for (const pressed of ["1", "2", ".", "5", "0", "ok", key] as const) {
    session.do({ do: "key", key: pressed });
    session.advance(120);
  }
  if (key === "4") session.do({ do: "member", payer: id });
  session.advance(4_000);
  return id;
}

function pay(session: Session, payer: string): string {
  session.do({ do: "control", command: "typePassword", with: { payer } });
  session.advance(15_000);
  return words(session.shop);
}

const WAYS = { "1": "wallet", "2": "app", "3": "h5", "4": "page" } as const;

const BOARDS = [["linux", linux, ["1", "2", "3", "4"]], ["esp32", espressif, ["1", "4"]]] as const;
for (const [board, make, keys] of BOARDS) {
  for (const key of keys) {
    test(`on ${board} a camera reads the display of way ${key} and the phone pays through the ${WAYS[key]}`, async () => {
      const session = await make();
      const payer = order(session, key);
      const text = readCode(session.shop.panel.pixels());
      assert.type(text, "string", session.shop.panel.text());
      const { opening, opened } = session.do({ do: "aim", payer, text: text! }) as Aimed;
      assert.is(opening.kind === "order" && opening.through, WAYS[key]);
      assert.is(opened!.why, null);
      assert.match(pay(session, payer), "CHARGED");
      assert.is(session.shop.taken("HKD"), 1250);
    });
  }
}

test("a text that is no order is shown, and moves nothing", async () => {
  const session = await linux();
  const payer = order(session, "1");
  for (const text of ["P0001", "https://shop.simulated", "weixin://dl/scan"]) {
    const { opening, opened } = session.do({ do: "aim", payer, text }) as Aimed;
    assert.equal(opening, { kind: "text", text });
    assert.is(opened, undefined);
  }
});

test("a code of another shop's page, an old one and a torn one are refused by the wallet", async () => {
  const session = await linux();
  const payer = order(session, "1");
  for (const text of ["weixin://wxpay/bizpayurl?pr=nothing", "https://shop.simulated/pay/wx1", "tillapp://pay/"]) {
    const { opened } = session.do({ do: "aim", payer, text }) as Aimed;
    assert.is(opened!.why, "unknown", text);
  }
});

test("a camera reads nothing where there is no code, and light on dark as dark on light", () => {
  const rows = toQr("P00012026");
  const size = (rows.length + 8) * 3;
  const picture = { widthPx: size, heightPx: size, data: new Uint8ClampedArray(size * size).fill(255) };
  assert.is(readCode(picture), undefined);
  for (let y = 0; y < rows.length * 3; y++) {
    for (let x = 0; x < rows.length * 3; x++) {
      if (rows[Math.floor(y / 3)]![Math.floor(x / 3)]) picture.data[(y + 12) * size + x + 12] = 0;
    }
  }
  assert.is(readCode(picture), "P00012026");
  assert.is(readCode({ ...picture, data: picture.data.map((shade) => 255 - shade) }), "P00012026");
});

test.run();
