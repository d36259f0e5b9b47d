import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromBytes, toBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createNextionPanel } from "../../../sim/devices/nextion-panel";
import { createWire } from "../../../sim/wire";

const END = "\xff\xff\xff";

function setUp() {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const panel = createNextionPanel({ wire: wire.part });
  let answers = "";
  wire.terminal.onData = (bytes) => { answers += toBytes(bytes); };
  const send = (bytes: string): string => {
    answers = "";
    wire.terminal.write(fromBytes(bytes));
    clock.advance(500);
    return answers;
  };
  return { clock, panel, send };
}

for (const [instruction, answer] of [
  ["nonsense", "\x00"], ["", "\x00"], ["CLS 0", "\x00"], ["cls", "\x00"],
  ["page0.x=1", "\x1a"], ["dim=101", "\x1a"], ["cls 0,1", "\x1e"],
  ["fill 0,0,400,16,0", "\x1e"], ["xstr 0,0,320,16,0,65535,0,0,1,1,text", "\x1e"],
  ["xstr 0,0,320,16,9,65535,0,0,1,1,\"text\"", "\x04"], ["xstr 0,0,320,16,0,65535,0,0,1,1,\"a\"b\"", "\x1e"],
  ["xstr 0,0,320,16,0,65535,0,0,1,1,\"a\\\"", "\x1e"], ["xstr 0,0,320,16,0,65535,0,0,1,\"text\"", "\x1e"],
] as const) {
  test(`refuses '${instruction}'`, () => {
    const { panel, send } = setUp();
    assert.equal(send(instruction + END), answer + END);
    assert.equal(panel.complaints, [instruction]);
    assert.is(panel.text(), "");
  });
}

test("answers as bkcmd tells", () => {
  const { send } = setUp();
  assert.is(send(`cls 0${END}x${END}`), `\x00${END}`);
  assert.is(send(`bkcmd=3${END}cls 0${END}x${END}`), `\x01${END}\x01${END}\x00${END}`);
  assert.is(send(`bkcmd=0${END}cls 0${END}x${END}`), "");
});

test("sets its backlight", () => {
  const { panel, send } = setUp();
  send(`dim=30${END}`);
  assert.is(panel.brightness, 30);
});

test("shows a text over which another was drawn as damaged, and forgets one that is all covered", () => {
  const { panel, send } = setUp();
  send(`xstr 0,0,320,32,1,65535,0,0,1,1,"AB"${END}fill 0,16,320,16,0${END}`);
  assert.is(panel.text(), "\u2592\u2592");
  assert.equal(panel.drawn().map((text) => text.damaged), [true]);
  send(`fill 0,0,320,16,0${END}`);
  assert.equal(panel.drawn(), []);
});

test("says start and ready when the power comes back, with an empty page", () => {
  const { clock, panel, send } = setUp();
  send(`xstr 0,0,320,16,0,65535,0,2,1,1,"right"${END}`);
  assert.is(panel.text(), " ".repeat(35) + "right");
  panel.restart();
  assert.is(send(""), `\x00\x00\x00${END}\x88${END}`);
  assert.is(panel.text(), "");
  assert.is(clock.nextMs(), undefined);
});

test("gives up an instruction without an end", () => {
  const { panel, send } = setUp();
  assert.is(send("x".repeat(1025)), `\x24${END}`);
  assert.is(send(`cls 0${END}`), "");
  assert.equal(panel.complaints, ["overflow"]);
});

test.run();
