import assert from "node:assert/strict";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import type { FaultKind } from "../../sim/gateway/faults";
import { checkBooks, checkNextSale, reverses } from "./scenarios";
import type { Scenario } from "./scenarios";
import { SETTLED_MS, type World } from "./world";

/** Stories of paper, certificates and servers that are not what they should be. */
export const TROUBLE: Scenario[] = [
  { name: "a reverse with a stranger's certificate: people are told", play: noReverse, world: { client: "stranger" } },
  { name: "a reverse without a certificate: people are told", play: noReverse, world: { client: "none" } },
  { name: "the paper runs out: the verdict stands on the display, and is printed later", play: paperOut },
  { name: "a server that answers drop by drop", play: dripping },
  { name: "a server that speaks another language than TLS", play: foreignServer },
  ...(["html", "emptyBody", "doctype", "httpError"] as const).map((kind): Scenario => ({
    name: `an answer that is none (${kind}): the order is asked about, and ends as the books say`,
    play: (world) => noAnswer(world, kind),
  })),
];

const AMOUNT = 1250;
/**
 * The customer has paid and no answer says so; the gateway takes no reverse without the merchant's certificate. The
 * terminal must not say that nothing was charged, however often it tries, and hands the order to people in the end.
 */
async function noReverse(world: World): Promise<void> {
  world.gateway.planFaults([
    { call: "micropay", kind: "lostAnswer", ending: "close" }, { call: "orderquery", kind: "errorCode", times: 1_000 },
  ]);
  await world.sell(world.payer());
  await world.wait(() => world.taken() === AMOUNT, "the payment");
  await world.verdict("CHECKING");
  world.press(["cancel"]);
  await world.screen("is being cancelled", SETTLED_MS);
  world.gateway.planFaults([]);
  const isHandedOver = () => {
    assert.ok(!world.hasVerdict("NOT CHARGED"), "the terminal says NOT CHARGED");
    return world.panel.text().replace(/\s+/g, " ").includes("needs you");
  };
  // After ten tries over mutual TLS: minutes where an interpreter that checks itself has little of the machine.
  await world.wait(isHandedOver, "the order in the hands of people", 3 * SETTLED_MS);
  await world.cut();
  assert.ok(world.printer.paper().join(" ").includes("needs you"), "the slip says so too");
  assert.ok(world.hasVerdict("CHECKING"));
  assert.equal(reverses(world), 0);
  checkBooks(world, AMOUNT);
}

async function paperOut(world: World): Promise<void> {
  world.printer.paperOut = true;
  await world.sell(world.payer());
  await world.verdict("CHARGED");
  await world.screen("paper is out");
  assert.equal(world.taken(), AMOUNT);
  world.printer.recover();
  world.printer.tear();
  world.press(["reprint"]);
  await world.cut();
  assert.ok(world.printer.rows().some((row) => row.text === "CHARGED" && row.big));
  checkBooks(world, AMOUNT);
  await world.next();
}

/** To the order and to the first two questions about it. */
async function noAnswer(world: World, kind: FaultKind): Promise<void> {
  world.gateway.planFaults([{ call: "micropay", kind, processed: true }, { call: "orderquery", kind, times: 2 }]);
  await world.sell(world.payer());
  await world.verdict("CHARGED", SETTLED_MS);
  await world.cut();
  checkBooks(world, AMOUNT);
}

/** A server in front of the gateway; gone afterwards. */
async function inFront(world: World, server: Server, use: () => Promise<void>): Promise<void> {
  const port = world.tap.targetPort;
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  world.tap.targetPort = (server.address() as AddressInfo).port;
  try {
    await use();
  } finally {
    world.tap.targetPort = port;
    world.tap.dropConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Sixteen bytes, then a pause: the handshake alone takes longer than the terminal waits. */
async function dripping(world: World): Promise<void> {
  const target = world.tap.targetPort!;
  const server = createServer((terminal) => {
    const gateway = connect(target, "127.0.0.1");
    const waiting: number[] = [];
    gateway.on("data", (data) => { waiting.push(...data); });
    const drip = setInterval(() => {
      if (waiting.length > 0) terminal.write(Uint8Array.from(waiting.splice(0, 16)));
    }, 100);
    terminal.pipe(gateway);
    for (const socket of [terminal, gateway]) {
      socket.on("error", () => undefined);
      socket.on("close", () => { clearInterval(drip); terminal.destroy(); gateway.destroy(); });
    }
  });
  await inFront(world, server, async () => {
    await world.sell(world.payer());
    await world.verdict("NOT CHARGED", SETTLED_MS);
    checkBooks(world, 0);
  });
  await checkNextSale(world);
}

async function foreignServer(world: World): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.resume();
    socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nThis is no TLS.");
  });
  await inFront(world, server, async () => {
    await world.sell(world.payer());
    await world.verdict("NOT CHARGED");
    await world.screen("Nothing was sent");
    checkBooks(world, 0);
  });
  await checkNextSale(world);
}
