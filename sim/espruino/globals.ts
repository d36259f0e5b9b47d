import { fromBase64, toBase64 } from "./base64";
import { formatValue } from "./format";
import type { Foreign, Machine } from "./machine";

/** Delays below this are this; timers count in microseconds. */
const DELAY_MS_MIN = 0.1;
const DELAY_MS_MAX = 100 * 365 * 24 * 3_600_000;

/** Facts about the board that the image can ask. */
export interface BoardFacts {
  /** process.env.BOARD */
  board: string;
  /** process.env.VERSION */
  version: string;
  /** Variables in all, and the bytes of one. */
  variables: number;
  variableBytes: number;
}

/** The functions that belong to no object. */
export function defineGlobals(machine: Machine, facts: BoardFacts): void {
  const { global } = machine;
  const print = machine.native((...values: Foreign[]) => machine.print(values.map(formatValue).join(" ")));
  Object.assign(global, {
    global,
    print,
    console: machine.library({
      log: print,
      info: print,
      warn: print,
      error: print,
      debug: print,
      trace: print,
    }),
    require: machine.native((name: Foreign) => machine.requireModule(String(name))),
    // Always in the outermost scope; the interpreter takes the caller's, which no script of ours needs.
    eval: machine.native((source: Foreign) => machine.realm.run(String(source), "eval")),
    getTime: machine.pure(() => (machine.clock.nowMs - machine.epochMs) / 1000),
    setTime: machine.native(() => undefined),
    getSerial: machine.pure(() => "00000000-addeadde-addeadde"),
    btoa: machine.pure((data: Foreign) => toBase64(machine.collect(data))),
    atob: machine.pure((text: Foreign) => fromBase64(String(text))),
    url: machine.library({
      parse: machine.pure((text: Foreign, query: Foreign) => parseURL(machine, text, query)),
    }),
    process: processLibrary(machine, facts),
    HIGH: 1,
    LOW: 0,
  });
  defineClasses(machine);
  defineTimers(machine);
  defineCoding(machine);
  for (const name of ["edit", "trace", "dump", "echo", "save", "setBusyIndicator", "setSleepIndicator"]) {
    global[name] = machine.native(() => undefined);
  }
}

function defineTimers(machine: Machine): void {
  const { loop } = machine;
  const start = (repeat: boolean) =>
    machine.native((callback: Foreign, delay: Foreign, ...args: Foreign[]) => {
      if (typeof callback !== "function" && typeof callback !== "string") {
        throw machine.error("Error", "Function or String not supplied!");
      }
      const asked = Number(delay);
      if (asked > DELAY_MS_MAX) throw machine.error("Error", "Interval is too long (>100 years)");
      return loop.addTimer(
        callback,
        asked >= DELAY_MS_MIN ? Math.trunc(asked * 1000) / 1000 : DELAY_MS_MIN,
        args,
        repeat,
      );
    });
  const clear = (kind: string) =>
    machine.native((...ids: Foreign[]) => {
      if (ids.length === 0) return loop.removeTimer();
      if (ids[0] === undefined) {
        throw machine.error("Error", `clear${kind}(undefined) not allowed. Use clear${kind}() instead`);
      }
      if (typeof ids[0] === "number") loop.removeTimer(ids[0]);
    });
  Object.assign(machine.global, {
    setTimeout: start(false),
    setInterval: start(true),
    clearTimeout: clear("Timeout"),
    clearInterval: clear("Interval"),
    changeInterval: machine.native((id: Foreign, interval: Foreign) => {
      if (!loop.changeInterval(id, Math.max(Number(interval) || 0, DELAY_MS_MIN))) {
        throw machine.error("Error", "Unknown Interval");
      }
    }),
  });
}

/** Classes of the interpreter that no image of ours uses: they are there, and making one is refused. */
const CLASSES = [
  "ArrayBufferView",
  "File",
  "Graphics",
  "InternalError",
  "Modules",
  "Pin",
  "OneWire",
  "Server",
  "Socket",
  "StorageFile",
  "Uint24Array",
  "Waveform",
  "dgramSocket",
  "httpSRq",
  "httpSRs",
  "httpSrv",
  "AES",
];

function defineClasses(machine: Machine): void {
  const { global } = machine;
  for (const name of CLASSES) {
    global[name] = machine.native(function () {
      throw machine.error("Error", `${name} is not in the stand-in`);
    });
  }
  for (const bits of [8, 16, 32]) {
    global[`peek${bits}`] = machine.native(() => 0);
    global[`poke${bits}`] = machine.native(() => undefined);
  }
}

/** Percent coding, of ASCII only: the interpreter codes higher bytes wrongly and refuses to decode them. */
function defineCoding(machine: Machine): void {
  const { global } = machine;
  const encode = (character: string): string => {
    if (character > "\x7f") throw machine.error("Error", "ASCII only");
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  };
  const decode = (_: string, digits: string): string => {
    if (!/^[0-7][0-9a-fA-F]$/.test(digits)) throw machine.error("Error", "Invalid URI");
    return String.fromCharCode(parseInt(digits, 16));
  };
  global.encodeURIComponent = machine.pure((text: Foreign) =>
    String(text).replace(/[^A-Za-z0-9\-_.!~*'()]/g, encode),
  );
  global.decodeURIComponent = machine.pure((text: Foreign) => {
    const source = String(text);
    if (/[^\x00-\x7f]/.test(source)) throw machine.error("Error", "ASCII only");
    return source.replace(/%(.{0,2})/gs, decode);
  });
}

function processLibrary(machine: Machine, facts: BoardFacts): Foreign {
  const { flash } = machine;
  return machine.library({
    version: facts.version,
    env: machine.object({
      VERSION: facts.version,
      GIT_COMMIT: "",
      BOARD: facts.board,
      RAM: 0,
      FLASH: flash.bytes.length,
      STORAGE: flash.bytes.length,
      SERIAL: "00000000-addeadde-addeadde",
      CONSOLE: "USB",
      MODULES: "Flash,Storage,heatshrink,fs,net,dgram,tls,http,crypto",
      EXPTR: 0,
    }),
    // Memory is not modelled; the numbers are those of an empty board.
    memory: machine.native(() =>
      machine.object({
        free: facts.variables - 1000,
        usage: 1000,
        total: facts.variables,
        history: 0,
        gc: 0,
        gctime: 0,
        blocksize: facts.variableBytes,
        rx: machine.object({ used: 0, total: 1024 }),
        tx: machine.object({ used: 0, total: 256 }),
      }),
    ),
  });
}

function parseURL(machine: Machine, text: Foreign, withQuery: Foreign): Foreign {
  if (typeof text !== "string") return undefined;
  const [, scheme, authority, rest] = /^(?:([^/:]*:)\/\/)?([^/]*)(.*)$/.exec(text) as unknown as (
    string | undefined
  )[];
  const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(authority!) as unknown as (string | undefined)[];
  const path = rest || "/";
  const mark = path.lastIndexOf("?");
  const search = mark < 0 ? null : path.substring(mark);
  const number = Number(port);
  const url = machine.object(scheme === undefined ? {} : { protocol: scheme });
  let query: Foreign = search === null ? null : search.substring(1);
  if (withQuery && query !== null) {
    const pairs = (query as string).split("&").filter((pair) => pair !== "");
    query = machine.object();
    for (const pair of pairs) {
      const [key, value = ""] = pair
        .split(/=(.*)/s)
        .map((part) =>
          part.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) =>
            String.fromCharCode(parseInt(digits, 16)),
          ),
        );
      query[key!] = value;
    }
  }
  return Object.assign(url, {
    method: "GET",
    host,
    path,
    pathname: mark < 0 ? path : path.substring(0, mark) || "/",
    search,
    port: number > 0 && number <= 65_535 ? number : null,
    query,
  });
}
