import { test } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import { type AccessPoint, createAccessPoint } from "../../../sim/devices/access-point";
import { Network } from "../../../sim/network";
import { runStandIn, type StandIn } from "../../sim/espruino/support";
import { bundleScript, told } from "./run-in-interpreter";

const SSID = "shop";
const PASSWORD = "a long password";

/** A terminal's station in the stand-in, which reports each state with the second it entered it. */
async function station(settings: Partial<AccessPoint>, ssid = SSID, password = PASSWORD): Promise<StandIn & { point: AccessPoint }> {
  const clock = new VirtualClock(0);
  const point = Object.assign(createAccessPoint(clock, { ssid: SSID, password: PASSWORD }), settings);
  const script = await bundleScript(`
    import { openWiFi } from "./wifi";
    import { openClock } from "./clock";
    import { closeTelnet } from "./console";
    import { openStation } from "../../drivers/network/station";
  `, `
    closeTelnet();
    var network = openStation({ open: openWiFi, clock: openClock(), chance: function () { return 1; } },
      ${JSON.stringify({ ssid, password })});
    function report() { tell([Math.floor(getTime()), network.state]); }
    report();
    network.onChange = report;`);
  return { ...runStandIn(script, { clock, accessPoint: point, advanceMs: 1 }), point };
}

function states(standIn: StandIn): unknown[] {
  assert.equal(standIn.interpreter.uncaught, []);
  return told(standIn.lines.join("\n"));
}

test("joins, and closes the console that the interpreter offers to the network", async () => {
  const shop = await station({});
  shop.clock.advance(2_000);
  assert.equal(states(shop), [[0, "joining"], [0, "online"]]);
  assert.not(shop.point.telnetOpen);
});

test("says that nobody said which network, and leaves the radio alone", async () => {
  const shop = await station({}, "");
  shop.clock.advance(100_000);
  assert.equal(states(shop), [[0, "notSet"]]);
  assert.is(shop.point.attempts, 0);
});

test("an access point that is not heard is looked for without end, twice as long apart each time, at most half a minute", async () => {
  const shop = await station({ inRange: false });
  shop.clock.advance(3_600_000);
  // Three tries of 2.4 s an attempt, and 30 s between attempts.
  const attempts = shop.point.attempts / 3;
  assert.ok(attempts > 90 && attempts < 105, `${attempts} attempts`);
  assert.equal(states(shop), [[0, "joining"], [7, "notFound"]]);
  shop.point.inRange = true;
  shop.clock.advance(45_000);
  assert.is((states(shop).at(-1) as [number, string])[1], "online");
});

test("a wrong password is refused, and tried on: it may be put right at the router", async () => {
  const shop = await station({ password: "another password" });
  shop.clock.advance(120_000);
  assert.equal(states(shop), [[0, "joining"], [12, "refused"]]);
  shop.point.password = PASSWORD;
  shop.clock.advance(60_000);
  assert.is((states(shop).at(-1) as [number, string])[1], "online");
});

test("a slow address is waited for, one that never comes ends the attempt", async () => {
  const slow = await station({ addressMs: 20_000 });
  slow.clock.advance(60_000);
  assert.equal(states(slow), [[0, "joining"], [20, "online"]]);
  const never = await station({ addressMs: undefined });
  never.clock.advance(120_000);
  assert.equal(states(never), [[0, "joining"], [40, "noAddress"]]);
  never.point.addressMs = 200;
  never.clock.advance(60_000);
  assert.is((states(never).at(-1) as [number, string])[1], "online");
});

test("a router that restarts loses the terminal for as long as it is away", async () => {
  const shop = await station({});
  shop.clock.advance(10_000);
  shop.point.drop();
  shop.clock.advance(5_000);
  // It was back before the radio had said that it lost it; the address took a moment.
  assert.equal(states(shop), [[0, "joining"], [0, "online"], [10, "joining"], [10, "online"]]);
  shop.point.inRange = false;
  shop.point.drop();
  shop.clock.advance(60_000);
  shop.point.inRange = true;
  shop.clock.advance(60_000);
  assert.equal(states(shop).slice(4).map((state) => (state as [number, string])[1]), ["notFound", "online"]);
});

test("a name longer than the interpreter's is not found", async () => {
  const name = "a name of thirty-two characters.";
  const shop = await station({ ssid: name }, name);
  shop.clock.advance(10_000);
  assert.equal(states(shop).at(-1), [7, "notFound"]);
});

test("without an address no server is reached, and the request says that nothing left", async () => {
  const clock = new VirtualClock(0);
  const point = createAccessPoint(clock, { ssid: SSID, password: PASSWORD });
  const script = await bundleScript(`
    import { openWiFi } from "./wifi";
    import { openHTTPClient } from "./http-client";
  `, `
    var client = openHTTPClient({ pieceBytes: 0, connectMs: 6000, answerMs: 8000 });
    function ask() {
      client.request({ host: "gateway", port: 443, path: "/", body: "", clientCertificate: false, timeoutMs: 9000,
        bodyBytesMax: 100 }, function (result) { tell(result.why || result.status); });
    }
    var wifi = openWiFi({ onAssociated: function () {}, onConnected: ask, onDisconnected: function (reason) { tell(reason); ask(); } });
    ask();
    setTimeout(function () { wifi.connect({ ssid: "shop", password: "${PASSWORD}" }); }, 1000);
    setTimeout(function () { wifi.disconnect(); }, 5000);`);
  const network = new Network();
  network.listen("gateway", 443, (_, reply) => reply({
    kind: "answer", response: { status: 200, headers: {}, body: new Uint8Array(2) },
  }));
  const { interpreter, lines } = runStandIn(script, { clock, accessPoint: point, network });
  assert.equal(interpreter.uncaught, []);
  assert.equal(told(lines.join("\n")), ["unsent", 200, "ASSOC_LEAVE", "unsent"]);
});

test.run();
