import { createServer } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { BoardConsole } from "../../../scripts/link/console";
import { openPort, portError } from "../../../scripts/link/port";
import { serveBoard } from "./board";

/** What systems say, and what somebody with a cable in the hand is to do. */
const SAID: [message: string, what: RegExp][] = [
  ["Error: Permission denied, cannot open /dev/ttyUSB0", /may not be opened.*dialout/s],
  ["Error: No such file or directory, cannot open /dev/ttyUSB0", /is not there.*doctor/s],
  ["Opening COM7: File not found", /is not there/],
  ["Opening COM3: Access denied", /may not be opened/],
  ["Error Resource temporarily unavailable Cannot lock port", /another program/],
  ["Error: Inappropriate ioctl for device setting custom baud rate of 115200", /no serial port/],
  ["connect ECONNREFUSED 127.0.0.1:2323", /refuses.*--telnet/s],
  ["getaddrinfo ENOTFOUND till.invalid", /nobody knows/],
  ["something new", /cannot be opened: something new.*doctor/s],
];

for (const [message, what] of SAID) {
  test(`"${message}" is told as a sentence and an advice`, () => {
    const said = portError("/dev/x", new Error(message)).message;
    assert.match(said, /^The port \/dev\/x /);
    assert.match(said, what);
  });
}

async function failure(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    return (error as Error).message;
  }
  return assert.unreachable("it did not fail") as never;
}

test("a port that nobody listens on is told", async () => {
  assert.match(await failure(() => openPort("tcp://127.0.0.1:1")), /refuses the connection/);
  assert.match(await failure(() => openPort("/dev/no-such-port")), /is not there/);
  assert.match(await failure(async () => openPort("http://127.0.0.1:1")), /no port/);
});

/** Somebody else's server: it says these words to everything. */
async function speaker(words: string, use: (name: string) => Promise<void>): Promise<void> {
  const server = createServer((socket) => { socket.on("data", () => socket.write(words)); socket.on("error", () => undefined); });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  try {
    await use(`tcp://127.0.0.1:${(server.address() as { port: number }).port}`);
  } finally {
    server.close();
  }
}

for (const [name, words, told] of [
  ["silence", "", /No interpreter answers.*production has its console off/s],
  ["another language", "HTTP/1.1 400 Bad Request\r\n\r\n", /Something else speaks there/],
  ["an interpreter from long ago", "#till 1v99 PICO_R1_3\r\n>", /version 1v99, too old/],
] as const) {
  test(`${name} at the other end is told`, () => speaker(words, async (port) => {
    assert.match(await failure(async () => BoardConsole.open(await openPort(port), 20)), told);
  }));
}

test("a terminal in production does not answer", async () => {
  const server = await serveBoard();
  try {
    server.interpreter.run("E.setConsole(null,{force:true})");
    assert.match(await failure(async () => BoardConsole.open(await openPort(server.name), 20)), /No interpreter answers/);
  } finally {
    await server.close();
  }
});

test.run();
