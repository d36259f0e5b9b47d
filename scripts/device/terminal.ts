import { spawn, type ChildProcess } from "node:child_process";

/** How a run of the interpreter ended. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * A running interpreter that has booted from the flash in its folder: the terminal with its power
 * on. `command` starts it. What it prints is kept, for a look when something fails.
 */
export class TerminalProcess {
  output = "";
  /** Set once the process is gone. */
  ending: Ending | undefined;
  private readonly process: ChildProcess;
  private readonly gone: Promise<Ending>;

  constructor(command: string[], folder: string) {
    // The input stays open: at its end the console would fill with junk.
    const process = spawn(command[0]!, command.slice(1), { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    this.process = process;
    process.stdout.on("data", (data: Buffer) => { this.output += data.toString("latin1"); });
    // Whoever holds the console's wire may type into a process that has just been killed.
    process.stdin.on("error", () => undefined);
    process.stderr.on("data", (data: Buffer) => { this.output += data.toString("latin1"); });
    this.gone = new Promise((resolve) => {
      process.on("error", (error) => { this.output += error.message; resolve(this.ending = { code: -1, signal: null }); });
      process.on("close", (code, signal) => resolve(this.ending = { code, signal }));
    });
  }

  /** Types on the console's wire. */
  type(text: string | Uint8Array): void {
    this.process.stdin?.write(text);
  }

  /** Cuts the power. */
  async kill(): Promise<void> {
    if (this.ending === undefined) this.process.kill("SIGKILL");
    await this.gone;
  }
}
