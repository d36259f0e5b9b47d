import { spawn } from "node:child_process";
import { closeSync, constants, existsSync, openSync, readSync } from "node:fs";
import type { WireEnd } from "../../sim/wire";
import { until } from "./until";

const PIECE_BYTES = 256;

/** A serial wire whose one end is a device file that the interpreter opens. */
export interface PseudoTerminal {
  /** What the terminal opens. */
  path: string;
  /** What the part holds. */
  part: WireEnd;
  /** Told of every arrival from the terminal, before the part is: for measuring. */
  onArrival: (() => void) | undefined;
  /** Loses what nobody read: a terminal without power hears nothing. */
  drain(): void;
  close(): Promise<void>;
}

/**
 * Makes a pseudo-terminal with socat, linked at `path`. The wire stays up while no terminal holds it,
 * so that one can be killed and started again.
 */
export async function openPseudoTerminal(path: string): Promise<PseudoTerminal> {
  const socat = spawn("socat", [`PTY,raw,echo=0,link=${path}`, "STDIO"], { stdio: ["pipe", "pipe", "ignore"] });
  const gone = new Promise<void>((resolve) => {
    socat.on("close", () => resolve());
    socat.on("error", () => resolve());
  });
  socat.stdin.on("error", () => undefined);
  await until(() => existsSync(path), "a pseudo-terminal", 5_000);
  // With nobody at the terminal's end the wire would hang up.
  const held = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  const terminal: PseudoTerminal = {
    path,
    part: { write: (bytes) => { socat.stdin.write(bytes); }, onData: undefined },
    onArrival: undefined,
    drain: () => {
      try {
        while (readSync(held, Buffer.alloc(PIECE_BYTES)) > 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      }
    },
    close: async () => {
      closeSync(held);
      socat.kill();
      await gone;
    },
  };
  socat.stdout.on("data", (data: Buffer) => {
    terminal.onArrival?.();
    terminal.part.onData?.(new Uint8Array(data));
  });
  return terminal;
}
