import { test } from "uvu";
import * as assert from "uvu/assert";
import { BoardConsole, BoardException } from "../../../scripts/link/console";
import { openPort } from "../../../scripts/link/port";
import { StorageFormat } from "../../../sim/espruino/storage-format";
import { serveBoard, withBoard } from "./board";

test("a file arrives as it is, whatever bytes it holds, and comes back", () => withBoard(async ({ storage }) => {
  const data = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919 + (index >> 3)) & 255);
  await storage.write("bytes", data, 6_000);
  assert.equal(await storage.names(), ["bytes"]);
  assert.is(await storage.size("bytes"), 6_000);
  const back = (await storage.read("bytes"))!;
  assert.equal(back.slice(0, 5_000), data);
  assert.ok(back.slice(5_000).every((byte) => byte === 0xff));
  assert.ok(await storage.holds("bytes", data, 6_000));
  data[4_999]! ^= 1;
  assert.not(await storage.holds("bytes", data, 6_000));
  assert.is(await storage.read("missing"), undefined);
}));

test("what the board throws is told without its words, which may hold what it was told", () => withBoard(async ({ console }) => {
  try {
    await console.evaluate("nowhere.to.be.found('secret')");
    assert.unreachable();
  } catch (error) {
    assert.instance(error, BoardException);
    assert.match((error as BoardException).words, "nowhere");
    assert.match((error as Error).message, /^The board did not understand.*\nThe wire may spoil/);
    assert.not.match((error as Error).message, /nowhere|secret/);
  }
  assert.is(await console.evaluate("40+2"), 42);
}));

test("values of every length come through a wire that swallows flow control", () => withBoard(async ({ console }) => {
  for (let length = 0; length < 30; length++) assert.is(await console.evaluate(`"x".repeat(${length})`), "x".repeat(length));
}));

test("what is lost or spoilt on the wire, either way, is sent again", async () => {
  const server = await serveBoard();
  const port = await openPort(server.name);
  let spoil = (bytes: Uint8Array): Uint8Array => bytes;
  const write = port.write;
  port.write = (bytes) => { write(spoil(bytes)); };
  const console = await BoardConsole.open(port);
  try {
    const whole = port.onData!;
    for (const what of ["answer", "half an answer", "sign", "word"]) {
      let isFirst = true;
      const once = (bytes: Uint8Array, spoilt: Uint8Array): Uint8Array => {
        if (!isFirst || bytes.length < 20) return bytes;
        isFirst = false;
        return spoilt;
      };
      port.onData = (bytes) => {
        if (what === "answer") whole(once(bytes, new Uint8Array(0)));
        else if (what === "half an answer") whole(once(bytes, bytes.slice(0, 9)));
        else whole(bytes);
      };
      spoil = (bytes) => {
        const spoilt = Uint8Array.from(bytes);
        if (what === "sign") spoilt[30] = 0x7b;
        if (what === "word" && bytes.length >= 20) spoilt.set(Buffer.from("JSOM"), Buffer.from(bytes).indexOf("JSON"));
        return what === "sign" || what === "word" ? once(bytes, spoilt) : bytes;
      };
      assert.is(await console.evaluate(`"${"x".repeat(30)}"`, 300), "x".repeat(30), what);
    }
  } finally {
    await console.close();
    await server.close();
  }
});

test("a piece whose answer was lost was written once", () => withBoard(async ({ console, storage, flash }) => {
  const { evaluate } = console;
  console.evaluate = async <T>(expression: string): Promise<T> => {
    if (expression.includes(".write(")) await evaluate.call(console, expression);
    return evaluate.call(console, expression) as Promise<T>;
  };
  const data = Uint8Array.from({ length: 5_000 }, (_, index) => index & 127);
  await storage.write("file", data, 6_000);
  assert.ok(await storage.holds("file", data, 6_000));
  await storage.writeInside("file", data.subarray(0, 500), 5_100);
  assert.is(new StorageFormat(flash).stats().trashCount, 0);
  await storage.write("file", data.subarray(0, 4_000), 6_000);
  assert.ok(await storage.holds("file", data.subarray(0, 4_000), 6_000));
  assert.is(new StorageFormat(flash).stats().trashCount, 1);
}));

test("lines that the board prints are found, whenever they come", () => withBoard(async ({ console }) => {
  const line = console.line(/^ready (\d+)$/m, 2_000);
  await console.evaluate("setTimeout(function(){print('ready 7')},20)");
  assert.is((await line)?.[1], "7");
  assert.is(await console.line(/never/, 10), undefined);
}));

test.run();
