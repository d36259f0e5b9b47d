import { BoardConsole } from "../../../scripts/link/console";
import { openPort } from "../../../scripts/link/port";
import { BoardStorage } from "../../../scripts/link/storage";
import { VirtualClock } from "../../../sim/clock";
import { Flash } from "../../../sim/espruino/flash";
import { Network } from "../../../sim/network";
import { type ConsoleServer, serveConsole } from "../../../sim/node/console-server";
import { makeNodeRealm } from "../../../sim/node/realm";
import type { InterpreterOptions } from "../../../sim/espruino/interpreter";

/** A board on the desk and the tools' way to it. */
export interface Desk {
  server: ConsoleServer;
  flash: Flash;
  console: BoardConsole;
  storage: BoardStorage;
}

/** Longer than any machine under load takes to answer: nobody waits for it. */
const PATIENCE_MS = 60_000;

/** The tools' way to a stand-in that is there, however slow this machine is at the moment. */
export async function openConsole(server: ConsoleServer): Promise<BoardConsole> {
  return BoardConsole.open(await openPort(server.name), PATIENCE_MS);
}

/** A stand-in with its console on loopback, without a tool. */
export function serveBoard(options: Partial<InterpreterOptions> = {}): Promise<ConsoleServer> {
  return serveConsole({
    realm: makeNodeRealm, clock: new VirtualClock(Date.now()), flash: new Flash(), serial: {}, network: new Network(),
    restartMs: 1, ...options,
  });
}

/** Opens a stand-in's console, plays, and puts everything away. */
export async function withBoard(play: (desk: Desk) => Promise<void>, options: Partial<InterpreterOptions> = {}): Promise<void> {
  const flash = options.flash ?? new Flash();
  const server = await serveBoard({ ...options, flash });
  try {
    const console = await openConsole(server);
    try {
      await play({ server, flash, console, storage: new BoardStorage(console) });
    } finally {
      await console.close();
    }
  } finally {
    await server.close();
  }
}
