import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { program } from "commander";
import { buildPage } from "./page/page-files";
import { serve } from "./page/serve";

const { port, open } = program
  .description("serves the terminal as a page on this machine alone, until Ctrl-C")
  .option("--port <number>", "where; 0 takes any that is free", "8123")
  .option("--open", "open it in the browser")
  .parse().opts<{ port: string; open?: boolean }>();

try {
  const server = await serve(await buildPage(), Number(port));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  console.log(`The shop is open: ${address}`);
  if (open === true) show(address);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === "EADDRINUSE" ? `start: port ${port} is taken: choose another one with --port` : `start: ${message}`);
  process.exitCode = 1;
}

function show(address: string): void {
  const command = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  spawn(command, [address], { stdio: "ignore", detached: true })
    .on("error", () => console.log(`No browser was found: open ${address} yourself.`)).unref();
}
