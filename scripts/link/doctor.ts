import { execFile } from "node:child_process";
import { describeInterpreter, findInterpreters } from "../device/interpreters";
import { findBrowser } from "../page/browser";

/** One thing that the tool chain needs. */
export interface Finding {
  name: string;
  /** What was found, or what is missing. */
  text: string;
  /** `missing` is needed for the work with boards; `optional` only for some of the tests. */
  state: "ok" | "missing" | "optional";
  /** What to install or to do. */
  advice: string;
}

/** From here on its commands are called as docs/PROVISIONING.md calls them. */
const ESPTOOL_MIN = 5;
const NODE_MIN = [20, 19] as const;

/** Looks at this machine; changes nothing. */
export async function examine(): Promise<Finding[]> {
  const [git, socat, valgrind, loader, before5] = await Promise.all([
    versionOf("git", ["--version"]), versionOf("socat", ["-V"]), versionOf("valgrind", ["--version"]),
    versionOf("esptool", ["version"]), versionOf("esptool.py", ["version"]),
  ]);
  return [
    node(process.versions.node), await packages(), program("git", git, "missing", "install git"),
    esptool(loader || before5),
    program("socat", socat, "optional", "install the package socat: npm run test:device makes its serial wires with it"),
    program("valgrind", valgrind, "optional", "install the package valgrind: npm run bench:device counts instructions with it"),
    program("browser", findBrowser() ?? "", "optional",
      "install the package chromium, or name a browser in CHROMIUM: the tests look at the page with it"),
    await interpreter(), ...await ports(),
  ];
}

export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isGood = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
  return {
    name: "Node", text: version, state: isGood ? "ok" : "missing", advice: `install Node ${NODE_MIN.join(".")} or newer`,
  };
}

/** Puts the interpreter on a chip of Espressif, and reads the flash of a terminal without a console. */
export function esptool(version: string): Finding {
  const major = Number(/\bv?(\d+)\.\d/.exec(version)?.[1] ?? 0);
  return {
    name: "esptool", text: version === "" ? "not here" : version, state: major >= ESPTOOL_MIN ? "ok" : "optional",
    advice: `for boards with an ESP32: python3 -m pip install 'esptool>=${ESPTOOL_MIN}' (its commands had other names before)`,
  };
}

async function packages(): Promise<Finding> {
  try {
    await import("serialport");
    return { name: "packages", text: "installed", state: "ok", advice: "" };
  } catch (error) {
    return { name: "packages", text: (error as Error).message, state: "missing", advice: "npm ci" };
  }
}

function program(name: string, version: string, otherwise: "missing" | "optional", advice: string): Finding {
  const state = version === "" ? otherwise : "ok";
  return { name, text: version === "" ? "not here" : version, state, advice };
}

async function interpreter(): Promise<Finding> {
  const advice = "build Espruino for Linux and name it: ESPRUINO=/path/to/espruino npm run test:device";
  try {
    const { paths, reason } = findInterpreters();
    const found = await Promise.all(paths.map((path) => describeInterpreter(path)));
    if (paths.length === 0) return { name: "Espruino for Linux", text: reason, state: "optional", advice };
    const text = found.map(({ name, path }) => `${name} (${path})`).join(", ");
    return { name: "Espruino for Linux", text, state: "ok", advice };
  } catch (error) {
    return { name: "Espruino for Linux", text: (error as Error).message, state: "optional", advice };
  }
}

async function ports(): Promise<Finding[]> {
  // Where its package cannot be loaded, that is told above.
  const found = await import("./ports").then(({ findPorts }) => findPorts(), () => []);
  if (found.length === 0) {
    return [{
      name: "serial ports", text: "none", state: "optional",
      advice: "plug a board in with a cable that carries data; a board on the network needs none",
    }];
  }
  return found.map(({ path, maker, isOpenable }) => ({
    name: `port ${path}`, text: isOpenable ? maker || "may be opened" : "may not be opened by you",
    state: isOpenable ? "ok" : "missing", advice: "sudo usermod -a -G dialout $USER, then log out and in again",
  }));
}

/** The first line that a program says of itself; "" where there is none of that name. */
function versionOf(name: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(name, args, { timeout: 10_000 }, (error, stdout, stderr) => {
      if ((error as NodeJS.ErrnoException | null)?.code === "ENOENT") return resolve("");
      const line = `${stdout}${stderr}`.split("\n").find((text) => text.includes(".")) ?? "here";
      resolve(line.trim());
    });
  });
}
