import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Key } from "../../hal/ports/keypad";
import { FAULTS, type FaultKind } from "../../sim/gateway/faults";
import type { Server, ServerOutcome } from "../../sim/network";
import type { Shop } from "../../sim/shop";
import { openShop, words } from "../support/image";

const AMOUNT: Key[] = ["1", "2", ".", "5", "0", "ok"];
const HOST = "apihk.simulated";

/** Waits for the verdict of the sale on the display: CHARGED or NOT CHARGED, in big letters. */
function verdict(shop: Shop): string {
  shop.clock.runUntil(() => / (NOT )?CHARGED /.test(` ${words(shop)} `), 300_000);
  return / NOT CHARGED /.test(` ${words(shop)} `) ? "NOT CHARGED" : "CHARGED";
}

function sell(shop: Shop): void {
  shop.press(AMOUNT);
  if (words(shop).includes("Is this another sale?")) shop.press(["ok"]);
  shop.scan(shop.payer().showCode());
}

for (const kind of Object.keys(FAULTS) as FaultKind[]) {
  test(`an answer to the submit that meets ${kind} ends as the books say`, async () => {
    const shop = await openShop();
    sell(shop);
    assert.is(verdict(shop), "CHARGED");
    shop.clock.advance(1_000);
    shop.gateway.planFaults([{ call: "micropay", kind }]);
    shop.press(["ok"]);
    sell(shop);
    const said = verdict(shop);
    shop.clock.advance(90_000);
    assert.is(said, shop.taken("HKD") === 2500 ? "CHARGED" : "NOT CHARGED");
    assert.is(verdict(shop), said);
    assert.equal(shop.gateway.verify(), []);
    assert.equal(shop.interpreter.uncaught, []);
  });

  test(`the queries after a lost answer that meet ${kind} do not change the truth`, async () => {
    const shop = await openShop();
    sell(shop);
    verdict(shop);
    shop.clock.advance(1_000);
    shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }, { call: "orderquery", kind, times: 3 }]);
    shop.press(["ok"]);
    sell(shop);
    const said = verdict(shop);
    shop.clock.advance(90_000);
    assert.is(said, shop.taken("HKD") === 2500 ? "CHARGED" : "NOT CHARGED");
    assert.equal(shop.gateway.verify(), []);
  });
}

const silent: ServerOutcome = { kind: "silent" };
const servers: [name: string, outcome: ServerOutcome | undefined, sentence: string][] = [
  ["nobody listens", undefined, "Nothing was sent"],
  ["a silent server", silent, "confirmed no payment in time"],
  ["a server that closes", { kind: "close" }, "confirmed no payment in time"],
  ["a server that refuses the handshake", { kind: "handshake" }, "confirmed no payment in time"],
  ["a web page", {
    kind: "answer", response: { status: 200, headers: {}, body: new TextEncoder().encode("<html>Log in to the network</html>") },
  }, "confirmed no payment in time"],
];
for (const [name, outcome, sentence] of servers) {
  test(`${name} instead of the gateway: a clear sentence, and the order ends when the gateway is back`, async () => {
    const shop = await openShop();
    const server: Server = (_request, reply) => reply(outcome!);
    if (outcome === undefined) shop.network.plugged = false;
    else shop.network.listen(HOST, 443, server);
    sell(shop);
    shop.clock.advance(100_000);
    assert.match(words(shop), sentence);
    shop.network.plugged = true;
    shop.network.listen(HOST, 443, shop.gateway.server);
    shop.clock.advance(180_000);
    assert.match(words(shop), "NOT CHARGED");
    assert.is(shop.taken("HKD"), 0);
    assert.equal(shop.interpreter.uncaught.filter((error) => !/handshake/.test(String(error))), []);
  });
}

test.run();
