import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeNodeRealm } from "../../../sim/node/realm";
import type { Session } from "../../../sim/session/session";
import type { Wire } from "../../../sim/session/wire";
import { beginTapped, wireOf } from "../../../sim/session/wires";
import { clientOf, imagesOf } from "../../support/image";

const options = { image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf() };

/** A sale of 5.00 up to the code that is held to the scanner, its wire listened to. */
function sell(plugged: boolean): { session: Session; wire: Wire; code: string } {
  const session = beginTapped(options);
  session.do({ do: "power", on: true });
  session.do({ do: "control", command: "addPayer", with: { password: "never" } });
  session.advance(5_000);
  session.do({ do: "network", plugged });
  for (const key of ["5", "ok"] as const) {
    session.do({ do: "key", key });
    session.advance(200);
  }
  const code = session.do({ do: "hold", payer: "P1" }) as string;
  return { session, wire: wireOf(session)!, code };
}

test("an exchange is kept with the terminal as it was before and after, its secrets masked", () => {
  const { session, wire, code } = sell(true);
  session.advance(900);
  const entry = wire.entries.at(-1)!;
  assert.match(entry.record!.path, "micropay");
  const [number] = entry.about;
  assert.equal(entry.before.open, [{ number, money: "HKD 5.00" }]);
  assert.match(entry.before.screen.join(), "CHECKING");
  assert.is(entry.after, undefined);
  session.advance(3_000);
  assert.equal(entry.after!.open, []);
  assert.match(entry.after!.screen.join(), "CHARGED");
  const { record, atMs, afterMs } = entry;
  assert.ok(afterMs > atMs);
  const said = record!.requestText + record!.answerText + JSON.stringify([record!.request, record!.answer]);
  for (const secret of [session.shop.merchant.apiKey, code]) assert.not.ok(said.includes(secret));
});

test("a connection that was refused is an entry without a record, and ends with the next one", () => {
  const { session, wire } = sell(false);
  session.advance(10_000);
  const refused = wire.entries.filter(({ record }) => record === undefined);
  assert.ok(refused.length > 0);
  assert.ok(refused.every(({ after, about }) => after !== undefined && about.length === 0));
  assert.equal(wire.entries.map(({ number }) => number), wire.entries.map((_, at) => at + 1));
});

test.run();
