import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { browsing } from "../../support/browser";
import { marked } from "../espruino/support";

const page = browsing("the realm of a frame");
const FOLDER = join("test", "sim", "espruino", "scripts");
/** It needs a server. */
const ELSEWHERE = "http.js";

/** Runs a script in the stand-in on realms of frames, and gives the lines of its console. */
const STAND_IN = `
import { VirtualClock } from "./sim/clock";
import { Flash, LINUX_FLASH } from "./sim/espruino/flash";
import { createInterpreter } from "./sim/espruino/interpreter";
import { Network } from "./sim/network";
import { makeFrameRealm } from "./sim/web/realm";
globalThis.runScript = (source) => {
  const clock = new VirtualClock();
  const interpreter = createInterpreter({
    realm: makeFrameRealm, serial: {}, clock, network: new Network(), flash: new Flash(LINUX_FLASH),
  });
  interpreter.boot();
  interpreter.run(source);
  clock.advance(10_000);
  return interpreter.console;
};`;

async function open(visitor: Page): Promise<(source: string) => Promise<string[]>> {
  const stdin = { contents: STAND_IN, resolveDir: process.cwd(), loader: "ts" as const };
  // As in a module, `this` of a primitive stays one.
  const banner = { js: "\"use strict\";" };
  const { outputFiles } = await esbuild.build({ stdin, bundle: true, format: "iife", banner, write: false, logLevel: "silent" });
  await visitor.addScriptTag({ content: outputFiles[0]!.text });
  return (source) => visitor.evaluate(`runScript(${JSON.stringify(source)})`);
}

page("does what was recorded in the interpreter", async (visit) => {
  const run = await open(await visit.open());
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".js") && name !== ELSEWHERE);
  assert.ok(names.length >= 5);
  for (const name of names) {
    const source = readFileSync(join(FOLDER, name), "latin1");
    const recorded = readFileSync(join(FOLDER, name.replace(/\.js$/, ".out")), "latin1").replace(/\n$/, "").split("\n");
    // Two properties of the global object that a browser lets nobody remove are the one difference.
    assert.equal(marked(await run(source)).map((line) => line.replace(" window document", "")), recorded, name);
  }
});

page("shows an image nothing of a page", async (visit) => {
  const run = await open(await visit.open());
  const names = ["window", "document", "location", "top", "self", "parent", "fetch", "localStorage", "Window", "XMLHttpRequest"];
  assert.equal(await run(names.map((name) => `print(typeof ${name})`).join(";")), names.map(() => "undefined"));
  assert.equal(await run("var kept = 1; function look() { return typeof document + kept }; print(look(), global.kept, typeof setTimeout)"),
    ["undefined1 1 function"]);
  assert.equal(await run("print(Object.keys(global).indexOf('fetch'), global.fetch, global.frameElement)"), ["-1 undefined undefined"]);
});

page.run();
