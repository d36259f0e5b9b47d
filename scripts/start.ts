import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { program } from "commander";
import { portOf } from "../sim/node/options";
import { buildPage } from "./page/page-files";
import { serve } from "./page/serve";

const { port, open } = program
  .description("serves the terminal as a page on this machine alone, until Ctrl-C")
  .option("--port <number>", "where; 0 takes any that is free", portOf, 8123)
  .option("--open", "open it in the browser")
  .parse().opts<{ port: number; open?: boolean }>();

try {
  const page = buildPage();
  const server = await serve(page, port);
  console.log("Building the terminals and the page: some seconds.");
  await page;
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  console.log(`The shop is open: ${address}`);
  if (open === true) show(address);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === "EADDRINUSE" ? `start: port ${port} is taken: choose another one with --port` : `start: ${message}`);
  // A port that is taken is known long before the page is built.
  process.exit(1);
}

function show(address: string): void {
  const command = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  spawn(command, [address], { stdio: "ignore", detached: true })
    .on("error", () => console.log(`No browser was found: open ${address} yourself.`)).unref();
}
