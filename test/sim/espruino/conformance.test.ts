import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { describeException } from "../../../sim/espruino/interpreter";
import { formatNumber } from "../../../sim/espruino/format";
import { reasons } from "./differences";
import { makeStandIn } from "./support";

interface Entry {
  id: string;
  category: "syntax" | "semantics" | "builtin";
  snippet: string;
  actual: string;
  actual_mcu?: string;
  supported: boolean | "partial";
}

const entries = JSON.parse(readFileSync(join("test", "data", "language-support.json"), "utf8")) as Entry[];
/** Probes report through R; the few others describe runs of another kind, which have tests of their own. */
const probes = entries.filter((entry) => entry.category !== "syntax" && entry.snippet.includes("R("));

function show(value: any): string {
  if (typeof value === "number") return formatNumber(value);
  if (Array.isArray(value)) return `[${Array.from(value, show).join(",")}]`;
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  if (typeof value !== "string") return typeof value === "function" ? "function" : String(value);
  const escaped = value
    .replace(/[\\"]/g, "\\$&")
    .replace(
      /[\x00-\x1f\x7f-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return `"${escaped}"`;
}

/** What a probe reports in the stand-in, in the form of the records. */
function run(snippet: string): string {
  const { interpreter, clock } = makeStandIn();
  const reported: string[] = [];
  interpreter.boot();
  (interpreter.run("this") as Record<string, unknown>).R = (...values: unknown[]) => {
    reported.push(values.map(show).join(", "));
  };
  interpreter.run(snippet);
  clock.advance(1000);
  interpreter.powerOff();
  if (interpreter.uncaught.length > 0)
    reported.push(`Uncaught ${describeException(interpreter.uncaught[0])}`);
  return reported.join(" ; ");
}

/** Texts of errors are the engine's own; that something is thrown is what must agree. */
function agrees(entry: Entry): boolean {
  const wanted = entry.actual_mcu ?? entry.actual;
  const got = run(entry.snippet);
  return wanted.includes("Uncaught") ? got.includes("Uncaught") : got === wanted;
}

const differing = reasons();

test("what the interpreter does the stand-in does, but for the listed differences", () => {
  const wrong = probes
    .filter((entry) => !differing.has(entry.id) && !agrees(entry))
    .map((entry) => `${entry.id}: ${run(entry.snippet)} instead of ${entry.actual_mcu ?? entry.actual}`);
  assert.equal(wrong, []);
  assert.ok(probes.length > 600);
});

test("every listed difference is one", () => {
  const known = new Map(probes.map((entry) => [entry.id, entry]));
  const stale = [...differing.keys()].filter((id) => !known.has(id) || agrees(known.get(id)!));
  assert.equal(stale, []);
});

test("what is supported differs only in time, and in what eval sees, which the dialect leaves no source to look at", () => {
  const supported = probes
    .filter((entry) => entry.supported === true && differing.has(entry.id))
    .map((entry) => entry.id);
  assert.equal(supported, ["eval-local-scope", "Promise.microtask-vs-timers"]);
});

test.run();
