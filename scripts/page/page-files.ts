import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { createCertificates } from "../../sim/node/certificates";
import type { ImageData, WorldData } from "../../sim/web/world";
import { boardData } from "../build/board-data";
import { boardFont } from "../build/font";
import { buildImage } from "../build/image";
import { boardNames } from "../build/types";

/** Files of the page by their name; the addresses in them are relative, so they work from any folder of any host. */
export type PageFiles = Map<string, Uint8Array>;

/** For visitors whose machine has no Chinese letters: GNU Unifont, SIL Open Font License. */
const LETTERS = "@fontsource/unifont/files/unifont-latin-400-normal.woff2";
const SOURCES = "sim/web";

export interface PageOptions {
  /** The repository. Default: the working directory. */
  root?: string;
  /** Boards that sessions can begin with, the usual one first. Default: all, by name. */
  boards?: readonly string[];
}

/** Builds the page: its program, its style, and the world that it begins with. Needs no network. */
export async function buildPage({ root = process.cwd(), boards = boardNames(root) }: PageOptions = {}): Promise<PageFiles> {
  const [program, world] = await Promise.all([bundleProgram(root), makeWorld(root, boards)]);
  const index = readFileSync(join(root, SOURCES, "index.html"));
  return new Map<string, Uint8Array>([
    ["index.html", index], ...program, ["unifont.woff2", readFileSync(createRequire(import.meta.url).resolve(LETTERS))],
    ["world.json", Buffer.from(JSON.stringify(world))],
  ]);
}

async function bundleProgram(root: string): Promise<[name: string, bytes: Uint8Array][]> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { page: join(SOURCES, "page.tsx"), "page.style": join(SOURCES, "style.css") },
    outdir: "page",
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    external: ["*.woff2"],
    minify: true,
    legalComments: "none",
    logLevel: "silent",
    tsconfigRaw: {},
    write: false,
  });
  return outputFiles.map(({ path, contents }) => [path.endsWith(".css") ? "page.css" : "page.js", contents]);
}

/** Images of the boards, and a certificate that is made for this page: no key lies in the repository. */
async function makeWorld(root: string, boards: readonly string[]): Promise<WorldData> {
  const client = await (await createCertificates()).client("merchant");
  const { codes, blocks, starts } = boardFont(root, "gbk");
  const packed = (bytes: string) => base64(Buffer.from(bytes, "latin1"));
  const images: Record<string, ImageData> = {};
  for (const board of boards) {
    const { loader, image, slotBytes, sha256, program } = await buildImage({ board, root });
    const canSpeak = boardData(board, root).facts.voice === true;
    images[board] = { loader: base64(loader), image: base64(image), slotBytes, version: program.version, sha256, canSpeak };
  }
  return {
    images,
    font: { codes: packed(codes), blocks: packed(blocks), starts: packed(starts) },
    client: { keyDer: base64(client.keyDer), certificateDer: base64(client.certificateDer), fingerprint: client.fingerprint },
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
