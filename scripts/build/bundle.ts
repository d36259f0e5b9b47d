import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative } from "node:path";
import * as esbuild from "esbuild";
import ts from "typescript";
import { check, type Finding } from "../dialect/check";
import { catalogue } from "./catalogue";
import { inlineConstants } from "./constants";
import { count } from "./counting";
import { edited } from "./edits";
import { fontModule } from "./font";
import hot from "./hot.json";
import { hotFirst } from "./hot";
import { mend, type Mended, NATIVE_REQUIRE } from "./mend";
import { dialectOptions } from "./options";
import { forgetStart } from "./start-only";
import { foldParts } from "./pack-parts";
import { isMaker, layApart, MAKE, MAKE_NAMES, modulesOf, type PartTable } from "./parts";
import parts from "./parts.json";
import { nameNatives } from "./natives";
import { type OwnNames, ownNames } from "./own-names";
import { isText } from "./own-words";
import { nameAnew } from "./short-names";
import { tokenise } from "./tokenise";

export interface BundleOptions {
  /** Name of a file in hal/boards, without ending. */
  board: string;
  /** The repository. Default: the working directory. */
  root?: string;
  /** Default `firmware/main.ts`, relative to `root`. */
  entry?: string;
  /** A statement that runs at the outermost level after the bundle, which lies in a function then. Default: none. */
  run?: string;
  /** Default true. */
  minify?: boolean;
  /** Keep the interpreter's console: development only. Default false. */
  console?: boolean;
  /** Count the depth of calls into the globals `__depth`, `__deepest` and `__deepestChain`. Default false. */
  counting?: boolean;
  /** When the sources were committed, milliseconds since 1970. Default 0. */
  builtMs?: number;
  /** Default: the version in package.json. */
  version?: string;
  /** What is loaded on demand. Default: scripts/build/parts.json. */
  parts?: PartTable;
}

/**
 * Parts that are stored packed: not on the way to request and paper of every sale, where memory and the time to unpack would
 * be missed. A sale meets `trouble` when it is not clear at once, `rollover` once in some sixty, `voice` behind its verdict.
 */
const PACKED_PARTS = ["start", "trial", "update", "refund", "menu", "phone", "trouble", "rollover", "voice", "date"];

export interface BundleModule {
  path: string;
  bytes: number;
}

export interface BundleResult {
  /** The program as text: one script in printable ASCII. */
  code: string;
  /** The same as the interpreter's tokens, in bytes, with some parts packed: what is flashed. */
  tokens: string;
  /** Of `tokens`. */
  bytes: number;
  version: string;
  /** Bytes that the packing saves. */
  saved: number;
  /** What each module takes of the image before it is packed, biggest first. */
  modules: BundleModule[];
}

/** Thrown by `bundle`: what is wrong and where. */
export class BuildFailure extends Error {
  constructor(readonly findings: Finding[]) {
    super(findings.map(formatFinding).join("\n"));
  }
}

/** One line: file:line:column, rule, message. */
export function formatFinding(finding: Finding): string {
  return `${finding.file}:${finding.line}:${finding.column} ${finding.rule}: ${finding.message}`;
}

/**
 * Builds the image of a board: the same sources give the same bytes. The sources and the finished
 * script pass the dialect check; types are not looked at here. Throws BuildFailure.
 */
export async function bundle(options: BundleOptions): Promise<BundleResult> {
  const root = options.root ?? process.cwd();
  const version =
    options.version ?? (JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version as string);
  const minify = options.minify ?? true;
  const isCounting = options.counting === true;
  const after = options.run === undefined ? "" : `${options.run};`;
  const built = await runEsbuild(root, options, version, minify && !isCounting);
  const mended = mend(built.code);
  const wrong = check(mended.code, "image.js");
  const names = sourceNames(mended, built);
  const table = options.parts ?? parts;
  const isTopLevel = minify && !isCounting && options.run === undefined;
  const apart = layApart(isTopLevel ? inlineConstants(mended.code) : mended.code, table, names, isTopLevel);
  // Where something is wrong is known in the script as it was.
  if (apart.findings.length > 0) wrong.push(...layApart(mended.code, table, names).findings);
  if (wrong.length > 0)
    throw new BuildFailure(wrong.map((finding) => locate(finding, mended.original, built, root)));

  if (isTopLevel) apart.code = nameNatives(hotFirst(apart.code, hot, names));
  let code = (isCounting ? count(apart.code) : apart.code) + after;
  if (minify) {
    const how = isCounting ? { minify: true } : { minifyWhitespace: true };
    code = mend((await esbuild.transform(code, { ...dialectOptions, ...how })).code).code;
  }
  // Behind esbuild, which lets no variable hide an outermost name.
  if (isTopLevel) code = forgetStart(nameAnew(code, (name) => isMaker(name) || name === MAKE, MAKE_NAMES), apart.makers.trial);
  const packed = PACKED_PARTS.map((part) => apart.makers[part]!);
  const tokens = tokenise(isTopLevel ? foldParts(code, packed) : code);
  return {
    code,
    tokens,
    bytes: tokens.length,
    saved: isTopLevel ? tokenise(foldParts(code, [])).length - tokens.length : 0,
    version,
    modules: sizes(mended.code),
  };
}

interface Built {
  code: string;
  map: SourceMap;
}

async function runEsbuild(
  root: string,
  options: BundleOptions,
  version: string,
  minify: boolean,
): Promise<Built> {
  const entry = options.entry ?? "firmware/main.ts";
  const boardFile = join(root, "hal/boards", `${options.board}.ts`);
  if (!existsSync(boardFile)) throw failure(`hal/boards/${options.board}.ts`, "there is no such board");
  if (!existsSync(join(root, entry))) throw failure(entry, "there is no such file");
  const findings: Finding[] = [];
  // Known of the firmware alone: what is built from other sources has names of its own.
  const names = minify && options.entry === undefined ? ownNames(root, options.board) : undefined;
  try {
    const result = await esbuild.build({
      ...dialectOptions,
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: "tinytill.js",
      bundle: true,
      // At the top level a function costs one variable less than in another function. Only minified names
      // are sure to hide nothing of the interpreter's there.
      format: minify && options.run === undefined ? "esm" : "iife",
      platform: "neutral",
      mainFields: ["module", "main"],
      minifyIdentifiers: minify,
      minifySyntax: minify,
      ...(names === undefined ? {} : shortNames(names)),
      define: {
        TILL_VERSION: JSON.stringify(version),
        TILL_BUILT: String(options.builtMs ?? 0),
        TILL_CONSOLE: String(options.console === true),
        // The interpreter's own modules stay where they are: under this name esbuild looks for no file.
        require: NATIVE_REQUIRE,
      },
      plugins: [
        catalogue(root, encodingOf(boardFile, root), names?.words),
        checkedSources(root, findings, names),
        fontModule(root, encodingOf(boardFile, root)),
        ownModules(boardFile),
      ],
      sourcemap: "external",
      write: false,
    });
    if (findings.length > 0) throw new BuildFailure(inOrder(findings));
    const map = result.outputFiles.find((file) => file.path.endsWith(".map"))!;
    const code = result.outputFiles.find((file) => file.path.endsWith(".js"))!;
    return { code: code.text, map: new SourceMap(JSON.parse(map.text)) };
  } catch (error) {
    const errors = (error as Partial<esbuild.BuildFailure>).errors;
    if (errors === undefined) throw error;
    // The checker says what to write instead: esbuild's word counts where it found nothing.
    const checked = new Set(findings.map((finding) => `${finding.file}:${finding.line}`));
    const rest = errors
      .map(messageFinding)
      .filter((finding) => !checked.has(`${finding.file}:${finding.line}`));
    throw new BuildFailure(inOrder([...findings, ...rest]));
  }
}

/** Lets esbuild shorten the properties that are ours alone. */
function shortNames({ properties, linked }: OwnNames): esbuild.BuildOptions {
  const all = [...properties, ...Object.keys(linked)];
  return all.length === 0 ? {} : { mangleProps: new RegExp(`^(?:${all.join("|")})$`), mangleCache: linked };
}

/** By file: modules are loaded in any order. */
function inOrder(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** Every source that gets into the image passes the dialect check; then our own words become short. */
function checkedSources(root: string, findings: Finding[], names?: OwnNames): esbuild.Plugin {
  return {
    name: "checked-sources",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, (file) => {
        const contents = readFileSync(file.path, "utf8");
        findings.push(...check(contents, relative(root, file.path)));
        return { contents: names === undefined ? contents : withOwnNames(contents, file.path, names), loader: "ts" };
      });
    },
  };
}

function withOwnNames(source: string, path: string, { words, quoted }: OwnNames): string {
  const edits = [...(quoted.get(path) ?? [])];
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  visit(file);
  return edited(source, 0, source.length, edits);

  function visit(node: ts.Node): void {
    const short = isText(node) ? words.get(node.text) : undefined;
    if (short === undefined) return ts.forEachChild(node, visit);
    edits.push({ start: node.getStart(file), end: node.end, text: JSON.stringify(short) });
  }
}

/** `@board` is the board being built; nothing from outside the repository gets into the image. */
function ownModules(boardFile: string): esbuild.Plugin {
  return {
    name: "own-modules",
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, (request) => {
        if (request.kind === "entry-point") return undefined;
        if (request.path === "@board") return { path: boardFile };
        return {
          errors: [{ text: `"${request.path}" is a package: the image is made of firmware and hal alone` }],
        };
      });
    },
  };
}

/** The encoding of a board's texts, as iconv-lite names it. */
export function encodingOf(boardFile: string, root: string): string {
  const found = /export const encoding(?:\s*:[^=]+)?\s*=\s*"([^"]+)"/.exec(readFileSync(boardFile, "utf8"));
  if (found === null)
    throw failure(relative(root, boardFile), 'a board says its encoding: export const encoding = "gbk";');
  return found[1]!;
}

function failure(file: string, message: string): BuildFailure {
  return new BuildFailure([{ file, line: 1, column: 1, rule: "build", message }]);
}

function messageFinding(message: esbuild.Message): Finding {
  const at = message.location;
  return {
    file: at?.file ?? "build",
    line: at?.line ?? 1,
    column: (at?.column ?? 0) + 1,
    rule: "build",
    message: message.text,
  };
}

/** Where in the sources the place in the image comes from. */
function locate(finding: Finding, original: (offset: number) => number, built: Built, root: string): Finding {
  const before = original(finding.offset ?? 0);
  const lines = built.code.slice(0, before).split("\n");
  const entry = built.map.findEntry(lines.length - 1, lines[lines.length - 1]!.length);
  if (!("originalSource" in entry)) return finding;
  const file = relative(root, join(dirname(join(root, "tinytill.js")), entry.originalSource));
  const message = `${finding.message} (in the image, after minifying)`;
  return { ...finding, file, line: entry.originalLine + 1, column: entry.originalColumn + 1, message };
}

/** What the outermost functions of the script are called in the sources. */
function sourceNames(mended: Mended, built: Built): Map<string, string> {
  const file = ts.createSourceFile("image.js", mended.code, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const names = file.statements.filter(ts.isFunctionDeclaration).map(({ name }) => {
    const lines = built.code.slice(0, mended.original(name!.getStart(file))).split("\n");
    const entry = built.map.findEntry(lines.length - 1, lines[lines.length - 1]!.length);
    return [name!.text, "name" in entry && typeof entry.name === "string" ? entry.name : name!.text] as const;
  });
  return new Map(names);
}

function sizes(code: string): BundleModule[] {
  const texts = new Map<string, string>();
  for (const { module, text } of modulesOf(code)) texts.set(module, (texts.get(module) ?? "") + text);
  return [...texts].map(([path, text]) => ({ path, bytes: tokenise(text).length }))
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}
