import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const SEAMS_FILE = "sim/proof/seams.ts";
/** Firmware modules, and the exports of each that the seams take the place of. */
const SEAMS: Record<string, string> = {
  "firmware/flows/step": "step",
  "firmware/payment/policy": "documentedPolicy",
  "firmware/protocol/wechat-v2/codec": "wechatV2",
  "firmware/protocol/wechat-v2/sign": "makeSigner",
  "firmware/journal/segments": "openSegments",
  "firmware/qr/code": "codeOf",
};
/** The same functions, many times as fast: by Node, or by remembering. */
const FASTER: Record<string, string> = {
  "@noble/hashes/sha2.js": "scripts/prove/fast-digests.ts",
  "@noble/hashes/hmac.js": "scripts/prove/fast-digests.ts",
  "@noble/hashes/utils.js": "scripts/prove/fast-utils.ts",
  "sim/bytes": "scripts/prove/fast-bytes.ts",
  "sim/hash": "scripts/prove/fast-hash.ts",
  "sim/proof/digest": "scripts/prove/fast-digest.ts",
  "sim/gateway/identifiers": "scripts/prove/fast-identifiers.ts",
  "sim/gateway/message": "scripts/prove/fast-message.ts",
  "sim/gateway/protocol/sign": "scripts/prove/fast-sign.ts",
  "sim/gateway/protocol/utf8": "scripts/prove/fast-utf8.ts",
  "sim/gateway/protocol/xml": "scripts/prove/fast-xml.ts",
};

/** A function written straight into a property, as the bundler prints it. */
const KEPT_FUNCTION = /(\.[\w$]+ = )(?=(?:\([^()\n]*\)|[\w$]+) =>|function\b)/g;
/** A copy with changes, as the device's dialect has it. */
const CHANGED_COPY = /\bObject\.assign\(\{\}, ([\w.]+), ([\w.]+)\)/g;

/** The proof in one file for worker threads, with the seams of `sim/proof/seams.ts` in the firmware's place. */
export interface ProofBundle {
  path: string;
  remove(): void;
}

/** Bundles the proof into a folder of its own. */
export async function bundleProof(root = process.cwd()): Promise<ProofBundle> {
  const folder = mkdtempSync(join(tmpdir(), "tinytill-proof-"));
  const path = join(folder, "worker.mjs");
  const { outputFiles } = await build({
    absWorkingDir: root, write: false, entryPoints: ["scripts/prove/worker.ts"], outfile: path, bundle: true, platform: "node",
    format: "esm", target: "node20", logLevel: "error", plugins: [seams(root)],
  });
  writeFileSync(path, respelt(outputFiles[0]!.text));
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * The same program in words that V8 is quicker with: a function that is written straight into a property is made in the
 * old generation, where it keeps the world that it belongs to until the next full collection; and a copy by spreading
 * is made in one piece.
 */
function respelt(program: string): string {
  return `let made;\n${program.replace(KEPT_FUNCTION, "$1made = ").replace(CHANGED_COPY, "({ ...$1, ...$2 })")}`;
}

function seams(root: string): Plugin {
  return {
    name: "seams",
    setup(setup) {
      setup.onResolve({ filter: /^\.|^@noble\// }, ({ path, importer, namespace, resolveDir }) => {
        const from = relative(root, importer);
        const target = path.startsWith(".") ? relative(root, resolve(resolveDir, path)) : path;
        if (namespace === "seam") return undefined;
        if (from.startsWith("firmware/") && target in SEAMS) return { path: target, namespace: "seam" };
        const faster = FASTER[target];
        return faster === undefined || from === faster ? undefined : { path: join(root, faster) };
      });
      setup.onLoad({ filter: /.*/, namespace: "seam" }, ({ path }) => ({
        contents: `export * from "./${path}"; export { ${SEAMS[path]} } from "./${SEAMS_FILE}";`, loader: "ts", resolveDir: root,
      }));
    },
  };
}
