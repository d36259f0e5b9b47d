import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLIP_WORDS } from "../../sim/devices/clip-words";
import { createCertificates } from "../../sim/node/certificates";
import { codeOf } from "../../firmware/qr/code";
import { createImpostor } from "./impostor";
import { eatMemoryOn } from "./probes";
import { SETTLED_MS, type World, type WorldOptions } from "./world";

/** A story played with a real interpreter. It throws when the story goes wrong. */
export interface Scenario {
  name: string;
  play(world: World): Promise<void>;
  /** Runs before the image. */
  bootScript?: string;
  /** What the world begins with. */
  world?: Pick<WorldOptions, "bare" | "client" | "isPlain" | "settings">;
  /** Only where memory has an end. */
  fixedMemory?: boolean;
}

const AMOUNT = 1250;
const ASKED = "asked for the password";
const EARLIER_CHARGED = "The earlier order of HKD 12.50 was CHARGED.";
const HUNGER = "hunger";

/** All stories, the long ones first: they run side by side. */
export const SCENARIOS: Scenario[] = [
  { name: "a payment that nobody confirms is reversed over mutual TLS", play: reversed },
  { name: "a payer who walks away is not charged", play: walkedAway },
  { name: "a server with another certificate and key proves nothing", play: impostor },
  { name: "a server that takes the connection and is silent", play: silentServer },
  { name: "an answer that is lost after the payment", play: lostAnswer },
  { name: "a sale cancelled by the cashier is reversed", play: cancelled },
  { name: "what arrives on the console's wire is not executed", play: consoleIsOff },
  { name: "a plain sale", play: plainSale },
  { name: "a sale with a password", play: passwordSale },
  { name: "power cut in mid-payment: the order is resolved at start", play: powerCut },
  { name: "a refused connection", play: refused },
  { name: "a code that the customer scans, and a refund of a part", play: phoneOrder },
  { name: "an answer with a wrong signature", play: wrongSignature },
  { name: "half an answer", play: halfAnswer },
  { name: "a code that is read twice and in pieces", play: stutter },
  { name: "a sale that is told aloud", play: toldAloud, world: { settings: { voice: "24" } } },
  { name: "a voice module that is unplugged", play: unheard, world: { settings: { voice: "24" } } },
  {
    name: "memory runs out in mid-payment: the terminal restarts and resolves the order",
    play: hungry, bootScript: eatMemoryOn(HUNGER), fixedMemory: true,
  },
];

/** What was taken is in the books, and no part understood anything wrongly. */
export function checkBooks(world: World, taken: number): void {
  assert.equal(world.taken(), taken);
  assert.deepEqual(world.gateway.verify(), []);
  assert.deepEqual(world.panel.complaints, []);
  assert.deepEqual(world.printer.complaints, []);
}

async function checkCharged(world: World): Promise<void> {
  await world.verdict("CHARGED");
  await world.cut();
  assert.ok(world.printer.rows().some((row) => row.text === "CHARGED" && row.big), "the receipt says CHARGED");
  assert.equal(world.calls("/pay/micropay"), 1);
  checkBooks(world, AMOUNT);
}

/** Plays on from a sale that came to nothing: the next customer pays. */
export async function checkNextSale(world: World): Promise<void> {
  await world.next();
  await world.sell(world.payer());
  await world.verdict("CHARGED");
  await world.cut();
  checkBooks(world, AMOUNT);
}

/** The code stands on the panel as the text's modules, seen at the middle of each. */
function showsCode(world: World, text: string): boolean {
  const rows = codeOf(text);
  const { data, widthPx, heightPx } = world.panel.pixels();
  const modules = rows.length + 8;
  const topPx = 16;
  const scale = Math.floor((heightPx - topPx) / modules);
  const leftPx = (widthPx - modules * scale) >> 1;
  return rows.every((row, y) => [...row].every((module, x) => {
    const at = (topPx + Math.floor((y + 4.5) * scale)) * widthPx + leftPx + Math.floor((x + 4.5) * scale);
    return data[at] === (module === "1" ? 0 : 255);
  }));
}

async function phoneOrder(world: World): Promise<void> {
  world.gateway.books.recharge(world.merchant, 100_000);
  await world.enterAmount();
  world.press(["1"]);
  await world.screen("scan. CANCEL: close");
  const order = world.gateway.orders.all()[0]!;
  const text = order.credential!.codeUrl!;
  await world.wait(() => showsCode(world, text), "the code on the display");
  const payer = world.payer();
  payer.scan(text);
  payer.typePassword();
  await world.verdict("CHARGED");
  await world.cut();
  assert.ok(world.printer.rows().some((row) => row.text.includes(`: ${order.outTradeNo}]`)), "the slip has the number as a code");
  await world.next();
  world.press(["clear", "ok"]);
  await world.screen("1 Refund");
  world.press(["1"]);
  await world.screen("Scan the code");
  world.scan(order.outTradeNo);
  await world.screen("Paid: HKD 12.50");
  world.press(["5", "ok"]);
  await world.screen("REFUND PENDING");
  assert.deepEqual(world.gateway.refunds.all().map((refund) => refund.fee), [500]);
  assert.deepEqual(world.gateway.verify(), []);
  assert.deepEqual(world.panel.complaints, []);
  assert.deepEqual(world.printer.complaints, []);
}

async function plainSale(world: World): Promise<void> {
  await world.sell(world.payer());
  await checkCharged(world);
  assert.equal(world.printer.sounds().length, 1);
  assert.equal(world.exchanges.length, 1);
}

/** Every clip of the sentence, one after the other to its end, and no buzzer beside it. */
async function toldAloud(world: World): Promise<void> {
  await world.sell(world.payer());
  await checkCharged(world);
  const spoken = () => world.voice.heard.flatMap(({ clip, endMs }) => endMs === undefined ? [] : [CLIP_WORDS.get(clip)]).join(" ");
  await world.wait(() => spoken() === "charged Hong Kong dollars twelve point five zero", "the sentence");
  assert.equal(world.voice.volume, 24);
  assert.deepEqual(world.voice.complaints, []);
  assert.equal(world.printer.sounds().length, 0);
}

async function unheard(world: World): Promise<void> {
  world.voice.off = true;
  await world.sell(world.payer());
  await checkCharged(world);
  await world.wait(() => world.printer.sounds().length === 1, "the printer's buzzer");
}

/** The console executes what it reads; a production image has none, set up or not. */
async function consoleIsOff(world: World): Promise<void> {
  world.terminal.type("require(\"fs\").writeFileSync(\"executed\",\"1\");\n");
  await plainSale(world);
  assert.ok(!existsSync(join(world.folder, "executed")), "the console executed what was typed");
}

async function passwordSale(world: World): Promise<void> {
  const payer = world.payer({ password: "always" });
  await world.sell(payer);
  await world.screen(ASKED);
  assert.ok(!world.hasVerdict("CHARGED"));
  payer.typePassword();
  await checkCharged(world);
}

/** The customer has paid, and neither the payment's answer nor any query tells the terminal so. */
async function reversed(world: World): Promise<void> {
  world.gateway.planFaults([
    { call: "micropay", kind: "lostAnswer", ending: "close" },
    { call: "orderquery", kind: "errorCode", times: 1_000 },
  ]);
  await world.sell(world.payer());
  await world.wait(() => world.taken() === AMOUNT, "the payment");
  await world.wait(() => reverses(world) > 0, "the reverse", SETTLED_MS);
  world.gateway.planFaults([]);
  await world.verdict("NOT CHARGED", SETTLED_MS);
  await world.cut();
  assert.equal(world.calls("/pay/micropay"), 1);
  checkBooks(world, 0);
  await checkNextSale(world);
}

/** The gateway ends the order by itself after 45 s, or the terminal does: whoever is first. */
async function walkedAway(world: World): Promise<void> {
  await world.sell(world.payer({ password: "always" }));
  await world.verdict("NOT CHARGED", SETTLED_MS);
  await world.cut();
  assert.equal(world.calls("/pay/micropay"), 1);
  checkBooks(world, 0);
}

/** Reverses that the gateway took: it serves them only to the merchant's client certificate. */
export function reverses(world: World): number {
  return world.exchanges.filter((one) => one.path === "/secapi/pay/reverse" && one.answer.recall === "N").length;
}

async function cancelled(world: World): Promise<void> {
  await world.sell(world.payer({ password: "always" }));
  await world.screen(ASKED);
  world.press(["cancel"]);
  await world.verdict("NOT CHARGED", SETTLED_MS);
  assert.ok(reverses(world) > 0, "a reverse over mutual TLS");
  checkBooks(world, 0);
}

async function powerCut(world: World): Promise<void> {
  const payer = world.payer({ password: "always" });
  await world.sell(payer);
  await world.screen(ASKED);
  await world.terminal.kill();
  world.panel.restart();
  payer.typePassword();
  await world.powerOn();
  await checkRecovered(world);
}

async function hungry(world: World): Promise<void> {
  const payer = world.payer({ password: "always" });
  await world.sell(payer);
  await world.screen(ASKED);
  writeFileSync(join(world.folder, HUNGER), "now");
  await world.wait(() => world.terminal.ending !== undefined, "the restart");
  assert.equal(world.terminal.ending?.code, 1, "the image ended the interpreter itself");
  rmSync(join(world.folder, HUNGER));
  world.panel.restart();
  payer.typePassword();
  await world.powerOn();
  await checkRecovered(world);
}

async function checkRecovered(world: World): Promise<void> {
  await world.screen(EARLIER_CHARGED, SETTLED_MS);
  await world.cut();
  assert.equal(world.calls("/pay/micropay"), 1);
  checkBooks(world, AMOUNT);
}

async function refused(world: World): Promise<void> {
  await world.tap.close();
  await world.sell(world.payer());
  await world.verdict("NOT CHARGED");
  await world.screen("No connection to WeChat Pay.");
  checkBooks(world, 0);
  await world.tap.open();
  await checkNextSale(world);
}

async function silentServer(world: World): Promise<void> {
  const port = world.tap.targetPort;
  world.tap.targetPort = undefined;
  await world.sell(world.payer());
  await world.verdict("NOT CHARGED", SETTLED_MS);
  checkBooks(world, 0);
  world.tap.dropConnections();
  world.tap.targetPort = port;
  await checkNextSale(world);
}

async function lostAnswer(world: World): Promise<void> {
  world.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }]);
  await world.sell(world.payer());
  await world.verdict("CHECKING");
  await world.verdict("CHARGED", SETTLED_MS);
  await checkCharged(world);
}

async function wrongSignature(world: World): Promise<void> {
  world.gateway.planFaults([{ call: "micropay", kind: "wrongSignature" }]);
  await world.sell(world.payer());
  await world.verdict("CHECKING");
  await checkCharged(world);
  assert.ok(world.calls("/pay/orderquery") > 0);
}

async function halfAnswer(world: World): Promise<void> {
  world.gateway.planFaults([{ call: "micropay", kind: "halfAnswer" }]);
  await world.sell(world.payer());
  await checkCharged(world);
  assert.ok(world.calls("/pay/orderquery") > 0);
}

async function impostor(world: World): Promise<void> {
  const port = world.tap.targetPort;
  let forged = 0;
  const server = createImpostor(() => { forged++; });
  world.tap.targetPort = await world.serve(server, await createCertificates());
  await world.sell(world.payer());
  await world.verdict("CHECKING");
  await world.wait(() => forged >= 3, "three forged answers");
  assert.ok(world.hasVerdict("CHECKING"), "forged answers change nothing");
  assert.equal(world.printer.rows().length, 0);
  world.tap.targetPort = port;
  await world.verdict("NOT CHARGED", SETTLED_MS);
  checkBooks(world, 0);
}

async function stutter(world: World): Promise<void> {
  await world.enterAmount();
  world.scan(world.payer().showCode(), { split: 7, gapMs: 5, repeat: 3, prefix: "]C0" });
  await checkCharged(world);
  assert.equal(world.exchanges.length, 1);
}
