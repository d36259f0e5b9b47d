import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import ts from "typescript";

/** A type check of some folders: only what the named files own is reported by it. */
interface Group {
  config: string;
  /** Options laid over those of the file. */
  options?: ts.CompilerOptions;
}

/** The boards that exist: the files of hal/boards, without their contract. */
export function boardNames(root: string): string[] {
  const folder = join(root, "hal/boards");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .map((file) => basename(file, ".ts"))
    .sort();
}

/**
 * Type-checks the whole repository, each folder with the library it may use, and the device's
 * side once per board. Returns errors as `file:line:column message`. A file that several groups
 * read is judged by its own group alone: the device's files know nothing of Node.
 */
export function checkTypes(root: string, boards = boardNames(root), only?: "device"): string[] {
  const groups: Group[] = [{ config: "tsconfig.device.json" }];
  for (const board of boards) {
    groups.push({
      config: "tsconfig.board.json",
      options: { paths: { "@board": [`./hal/boards/${board}.ts`] } },
    });
  }
  if (only === undefined) {
    groups.push({ config: "tsconfig.sim.json" }, { config: "tsconfig.web.json" }, { config: "tsconfig.json" });
  }
  const findings = new Set<string>();
  for (const group of groups) for (const finding of checkGroup(root, group)) findings.add(finding);
  return [...findings];
}

function checkGroup(root: string, group: Group): string[] {
  const path = join(root, group.config);
  const read = ts.readConfigFile(path, ts.sys.readFile);
  if (read.error !== undefined) return [format(root, read.error)];
  const config = ts.parseJsonConfigFileContent(read.config, ts.sys, root, group.options, path);
  const errors = config.errors.filter((error) => error.code !== NO_INPUTS);
  const program = ts.createProgram(config.fileNames, config.options);
  const owned = new Set(config.fileNames.map((name) => ts.sys.resolvePath(name)));
  const diagnostics = [...errors, ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  for (const file of program.getSourceFiles()) {
    if (!owned.has(ts.sys.resolvePath(file.fileName))) continue;
    diagnostics.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
  }
  return diagnostics.map((diagnostic) => format(root, diagnostic));
}

/** "No inputs were found": a folder that is still empty is no error. */
const NO_INPUTS = 18003;

function format(root: string, diagnostic: ts.Diagnostic): string {
  const text = `TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n  ")}`;
  if (diagnostic.file === undefined || diagnostic.start === undefined) return text;
  const at = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
  return `${relative(root, diagnostic.file.fileName)}:${at.line + 1}:${at.character + 1} ${text}`;
}
