/**
 * The interpreter's own globals and modules on the boards we use, typed by hand: only the adapters
 * in this folder and the boards compile against it. The published @types/espruino cannot serve: it
 * has neither `require` nor Storage nor `E.on` nor `process.memory`, clashes with strict checking, and
 * promises what the interpreter lacks.
 */

/** Bits of one UART, and on Linux the device file behind it. */
interface SerialSetup {
  path?: string;
  rx?: Pin;
  tx?: Pin;
  bytesize?: 7 | 8;
  parity?: "none" | "even" | "odd";
  stopbits?: 1 | 2;
}

/** `data` comes in pieces of some 32 bytes, split and merged. `write` blocks while its ring is full. */
interface Serial {
  setup(baud: number, options?: SerialSetup): void;
  unsetup(): void;
  on(event: "data", listener: (bytes: string) => void): void;
  on(event: "framing" | "parity", listener: () => void): void;
  removeAllListeners(event?: string): void;
  write(...data: any[]): void;
  available(): number;
  read(count?: number): string;
  inject(bytes: string): void;
  pipe(destination: unknown, options?: { [name: string]: unknown }): void;
  setConsole(force?: boolean): void;
}
declare const Serial1: Serial;
declare const Serial2: Serial;
declare const Serial3: Serial;
declare const Serial4: Serial;
declare const Serial5: Serial;
declare const Serial6: Serial;
declare const LoopbackA: Serial;
declare const LoopbackB: Serial;

/** An unknown option is an error, and so is a rate below 100. */
interface I2CSetup {
  sda: unknown;
  scl: unknown;
  /** Bits per second. */
  bitrate: number;
}
/**
 * Addresses have seven bits. On ESP32 a part that does not answer is an exception, and a stuck bus blocks for a
 * second before it is one; on Linux nothing happens and what is read is left over from somewhere.
 */
interface I2C {
  setup(options: I2CSetup): void;
  writeTo(address: number | { address: number; stop: boolean }, ...data: any[]): void;
  readFrom(address: number | { address: number; stop: boolean }, count: number): Uint8Array;
  readReg(address: number, register: number, count: number): Uint8Array;
}
declare const I2C1: I2C;
declare const I2C2: I2C;

/** An unknown option is an error, and so is a rate below 100. */
interface SPISetup {
  sck: Pin;
  mosi: Pin;
  miso?: Pin;
  /** Bits per second. */
  baud: number;
  mode: 0 | 1 | 2 | 3;
}
/**
 * `write` returns when all is sent; a pin as its last argument is low meanwhile. A string goes in pieces of some ten
 * bytes, and so does a typed array of more than a byte each: its buffer goes at once.
 */
interface SPI {
  setup(options: SPISetup): void;
  write(data: string | ArrayBuffer, select?: Pin): void;
  /** What came back, through the stack: it takes as much of that as is sent. An array goes at once, text as above. */
  send<Data extends string | Uint8Array>(data: Data, select: Pin): Data;
}
declare const SPI1: SPI;
declare const SPI2: SPI;

/** A running timer's number. */
type EspruinoTimer = number;
declare function setTimeout(run: (...list: any[]) => void, delayMs?: number, ...list: any[]): EspruinoTimer;
declare function setInterval(run: (...list: any[]) => void, delayMs?: number, ...list: any[]): EspruinoTimer;
/** Without an argument it would stop every timer, with undefined it would throw: neither compiles. */
declare function clearTimeout(timer: EspruinoTimer): void;
declare function clearInterval(timer: EspruinoTimer): void;
declare function changeInterval(timer: EspruinoTimer, delayMs: number): void;
/** Seconds since 1970 UTC, with a fraction. */
declare function getTime(): number;
declare function getSerial(): string;
declare const print: (...list: any[]) => void;
declare function eval(source: string): any;
declare function load(file?: string): void;
declare function reset(clearFlash?: boolean): void;
declare function peek8(address: number, count?: number): any;
declare function peek32(address: number, count?: number): any;
/** A pin of the chip. To the program it is a number, which does not compile: another chip counts otherwise. */
interface Pin {
  readonly pinOfTheChip: true;
}
declare const D0: Pin, D1: Pin, D2: Pin, D3: Pin, D4: Pin, D5: Pin, D6: Pin, D7: Pin;
declare const D8: Pin, D9: Pin, D10: Pin, D11: Pin, D12: Pin, D13: Pin, D14: Pin, D15: Pin;
declare const D16: Pin, D17: Pin, D18: Pin, D19: Pin, D20: Pin, D21: Pin, D22: Pin, D23: Pin;
declare const D24: Pin, D25: Pin, D26: Pin, D27: Pin, D28: Pin, D29: Pin, D30: Pin, D31: Pin;
declare const D32: Pin, D33: Pin, D34: Pin, D35: Pin, D36: Pin, D37: Pin, D38: Pin, D39: Pin;
declare const D40: Pin, D41: Pin, D42: Pin, D43: Pin, D44: Pin, D45: Pin, D46: Pin, D47: Pin;
declare const D48: Pin;
type PinMode = "input" | "input_pullup" | "output" | "opendrain";
declare function pinMode(pin: Pin, mode: PinMode): void;
/** Of several pins the last is bit 0. */
declare function digitalRead(pins: Pin | Pin[]): number;
declare function digitalWrite(pins: Pin | Pin[], bits: number): void;
declare function analogRead(pin: Pin): number;
/** On ESP32 no wave comes out of D25 and D26. */
declare function analogWrite(pin: Pin, value: number, options: { freq: number }): void;
/**
 * Makes an input with pull-up of the pin, on ESP32, and calls for each edge, of which many can wait. Undefined where
 * the pin cannot be watched. `edge` 0: both.
 */
declare function setWatch(
  run: () => void, pin: Pin, options: { repeat: true; edge: 0; debounce: 0 },
): number | undefined;
declare function clearWatch(watch: number): void;

/**
 * Invalid dates are 1970, not NaN. `now` and `getTime` carry a fraction of a millisecond. No UTC(), no
 * toLocale…, no setUTC….
 */
interface Date {
  getDate(): number;
  getDay(): number;
  getFullYear(): number;
  getHours(): number;
  getIsDST(): number;
  getMilliseconds(): number;
  getMinutes(): number;
  getMonth(): number;
  getSeconds(): number;
  getTime(): number;
  getTimezoneOffset(): number;
  getUTCDate(): number;
  getUTCDay(): number;
  getUTCFullYear(): number;
  getUTCHours(): number;
  getUTCMilliseconds(): number;
  getUTCMinutes(): number;
  getUTCMonth(): number;
  getUTCSeconds(): number;
  setDate(value: number): number;
  setFullYear(year: number, month?: number, day?: number): number;
  setHours(hours: number, minutes?: number, seconds?: number, ms?: number): number;
  setMilliseconds(value: number): number;
  setMinutes(minutes: number, seconds?: number, ms?: number): number;
  setMonth(month: number, day?: number): number;
  setSeconds(seconds: number, ms?: number): number;
  setTime(timeMs: number): number;
  toISOString(): string;
  toJSON(): string;
  toLocalISOString(): string;
  toString(): string;
  toUTCString(): string;
  valueOf(): number;
}
interface DateConstructor {
  new (): Date;
  new (value: number | string): Date;
  new (
    year: number,
    month: number,
    day?: number,
    hour?: number,
    minute?: number,
    second?: number,
    ms?: number,
  ): Date;
  readonly prototype: BuiltinPrototype;
  now(): number;
  parse(text: string): number;
}
declare const Date: DateConstructor;

/** `random` and `randInt` repeat after every start: never for a nonce, a key or an order number. */
interface Math {
  random(): number;
  randInt(range?: number): number;
}

/** Where something can be laid out by bytes: text, arrays, typed arrays, buffers. */
type BytesLike = string | ArrayLike<number> | ArrayBuffer;

interface EspruinoE {
  on(event: "errorFlag", listener: (flags: string[]) => void): void;
  on(event: "init" | "kill", listener: () => void): void;
  /** `null` with force: no console anywhere, so that no wire can type commands. */
  setConsole(device: Serial | string | null, options?: { force?: boolean }): void;
  getConsole(): string | null;
  setFlags(flags: { [name: string]: number | boolean }): void;
  getFlags(): { [name: string]: number };
  getErrorFlags(): string[];
  setBootCode(source: string, always?: boolean): void;
  setTimeZone(hours: number): void;
  enableWatchdog(timeoutSeconds: number, automatic?: boolean): void;
  kickWatchdog(): void;
  reboot(): void;
  lockConsole(): void;
  setPassword(password?: string): void;
  /** Shares the memory of a typed array; undefined when memory is short. */
  toString(...data: BytesLike[]): string;
  toUint8Array(...data: BytesLike[]): Uint8Array;
  toArrayBuffer(text: string): ArrayBuffer;
  toFlatString(...data: BytesLike[]): string | undefined;
  toJS(value: any): string;
  CRC32(data: BytesLike): number;
  /** Repeats after every start. */
  hwRand(): number;
  srand(seed: number): void;
  /** Of text, the codes of its characters. */
  sum(list: ArrayLike<number> | ArrayBuffer | string): number;
  /** The sum of squares, not their mean. */
  variance(list: ArrayLike<number> | ArrayBuffer | string, mean: number): number;
  /** The second list goes round; an empty one ends the interpreter. */
  convolve(kernel: ArrayLike<number> | ArrayBuffer, list: ArrayLike<number> | ArrayBuffer, offset: number): number;
  mapInPlace(from: ArrayLike<number>, to: ArrayLike<number>, map?: any, bits?: number): void;
  reverseByte(value: number): number;
  lookupNoCase(list: any, name: string, key?: boolean): any;
  pipe(source: unknown, destination: unknown, options?: { [name: string]: unknown }): void;
  getSizeOf(value: any, depth?: number): any;
  getAddressOf(value: any, flat: boolean): number;
  getTemperature(): number;
  memoryArea(address: number, length: number): string;
  defrag(): void;
  dumpVariables(): void;
}
declare const E: EspruinoE;

interface GraphicsImage {
  width: number;
  height: number;
  bpp?: number;
  buffer: ArrayBuffer | ArrayLike<number> | string;
  palette?: Uint16Array;
  transparent?: number;
}
/**
 * A drawing ground in memory; bits of a byte count from the highest, a number of two bytes is big-endian. Values that the
 * depth cannot hold are not the same on every board, nor is a whole `scale` without `rotate` that is no power of two.
 */
interface Graphics {
  readonly buffer: ArrayBuffer;
  clear(reset?: boolean): Graphics;
  drawImage(
    image: GraphicsImage | Pick<Graphics, "buffer" | "getPixel">, x: number, y: number,
    options?: { scale?: number; rotate?: number; filter?: boolean; frame?: number },
  ): Graphics;
  fillRect(left: number, top: number, right: number, bottom: number): Graphics;
  getPixel(x: number, y: number): number;
  setBgColor(color: number): Graphics;
  setClipRect(left: number, top: number, right: number, bottom: number): Graphics;
  setColor(color: number): Graphics;
}
interface EspruinoGraphics {
  createArrayBuffer(width: number, height: number, bpp: number, options?: { msb?: boolean; buffer?: ArrayBuffer | Uint8Array }): Graphics;
}
declare const Graphics: EspruinoGraphics;

interface EspruinoMemory {
  free: number;
  usage: number;
  total: number;
  gc?: number;
  gctime?: number;
  blocksize: number;
  rx?: number;
  tx?: number;
}
interface EspruinoProcess {
  readonly env: { [name: string]: any };
  readonly version: string;
  /** With false it does not collect garbage first. */
  memory(collect?: boolean): EspruinoMemory;
  on(event: "uncaughtException", listener: (error: any) => void): void;
}
declare const process: EspruinoProcess;

interface EspruinoConsole {
  debug(...list: any[]): void;
  error(...list: any[]): void;
  info(...list: any[]): void;
  log(...list: any[]): void;
  trace(...list: any[]): void;
  warn(...list: any[]): void;
}
declare const console: EspruinoConsole;

/** What `url.parse` gives and `request` takes; there is no https module, the protocol says it. */
interface EspruinoRequestOptions {
  protocol?: string;
  method?: string;
  host?: string;
  port?: number | string;
  path?: string;
  headers?: { [name: string]: string | number };
  /** DER, as bytes: PKCS#8 or PKCS#1. */
  key?: string;
  /** DER, as bytes. */
  cert?: string;
  [more: string]: any;
}
interface EspruinoResponse {
  readonly statusCode: string;
  readonly statusMessage: string;
  readonly httpVersion: string;
  /** Names as the server spelled them. */
  readonly headers: { [name: string]: string };
  on(event: "data", listener: (bytes: string) => void): void;
  on(event: "end", listener: () => void): void;
  on(event: "close", listener: (hadError: boolean) => void): void;
  on(event: "error", listener: (error: { code: number; message: string }) => void): void;
  available(): number;
  read(count?: number): string;
}
interface EspruinoRequest {
  on(event: "error", listener: (error: { code: number; message: string }) => void): void;
  on(event: "drain" | "close", listener: (hadError: boolean) => void): void;
  write(data: string): boolean;
  /** Throws when the connection is refused, the name is unknown or the key cannot be read. */
  end(data?: string): void;
  /** Set to true it closes the socket in the next idle pass; nothing else does. */
  clsNow?: boolean;
  /** Undocumented: what still waits to be sent. */
  dSnd?: string;
  /** Undocumented: what came and is no whole head yet. */
  dRcv?: string;
}
interface EspruinoSocket {
  on(event: "data", listener: (bytes: string) => void): void;
  on(event: "close", listener: (hadError: boolean) => void): void;
  on(event: "error", listener: (error: { code: number; message: string }) => void): void;
  on(event: "drain" | "end", listener: () => void): void;
  write(data: string): boolean;
  end(data?: string): void;
  clsNow?: boolean;
}
interface EspruinoHTTP {
  request(options: EspruinoRequestOptions, onResponse: (response: EspruinoResponse) => void): EspruinoRequest;
  get(
    options: EspruinoRequestOptions | string,
    onResponse: (response: EspruinoResponse) => void,
  ): EspruinoRequest;
}
interface EspruinoNet {
  connect(options: EspruinoRequestOptions, onConnected: (socket: EspruinoSocket) => void): EspruinoSocket;
}
interface EspruinoCrypto {
  SHA1(data: BytesLike): ArrayBuffer;
  SHA224(data: BytesLike): ArrayBuffer;
  SHA256(data: BytesLike): ArrayBuffer;
  SHA384(data: BytesLike): ArrayBuffer;
  SHA512(data: BytesLike): ArrayBuffer;
  PBKDF2(
    password: string,
    salt: string,
    options: { keySize: number; iterations: number; hasher: string },
  ): ArrayBuffer;
  AES: {
    encrypt(
      data: BytesLike,
      key: BytesLike,
      options?: { iv?: BytesLike; mode?: "CBC" | "CFB" | "ECB" },
    ): ArrayBuffer;
    decrypt(
      data: BytesLike,
      key: BytesLike,
      options?: { iv?: BytesLike; mode?: "CBC" | "CFB" | "ECB" },
    ): ArrayBuffer;
  };
}
/** Packing in memory: both ends of it lie there. The packing itself is 8 and 6 bits of heatshrink (LZSS). */
interface EspruinoHeatshrink {
  compress(data: BytesLike): ArrayBuffer;
  decompress(data: BytesLike): ArrayBuffer;
}
/** Names of 28 bytes at most. A write that does not fit starts a compaction: see the storage adapter. */
interface EspruinoStorage {
  read(name: string, offset?: number, length?: number): string | undefined;
  readArrayBuffer(name: string): ArrayBuffer | undefined;
  readJSON(name: string, quiet?: boolean): any;
  write(name: string, data: BytesLike | object, offset?: number, size?: number): boolean;
  erase(name: string): void;
  list(pattern?: RegExp, filter?: { sf: boolean }): string[];
  hash(pattern?: RegExp): number;
  getFree(checkInternal?: boolean): number;
  getStats(checkInternal?: boolean): { [name: string]: number };
}
interface EspruinoFlash {
  erasePage(address: number): void;
  getFree(): { addr: number; length: number }[];
  getPage(address: number): { addr: number; length: number } | undefined;
  read(length: number, address: number): Uint8Array;
  write(data: BytesLike, address: number): void;
}
interface EspruinoFileSystem {
  appendFileSync(path: string, data: string): boolean;
  readFileSync(path: string): string | undefined;
  readdirSync(path?: string): string[] | undefined;
  statSync(path: string): { size: number; dir: boolean; mtime: Date } | undefined;
  unlinkSync(path: string): boolean;
  writeFileSync(path: string, data: string): boolean;
}
/** ESP32. What `connect` does not say comes as events; see interpreter facts H. */
interface EspruinoWifi {
  connect(ssid: string, options: { password?: string }, onDone?: (error: string | null) => void): void;
  disconnect(onDone?: () => void): void;
  getStatus(): { station: string; mode: string; powersave: string; rssi?: number; [more: string]: any };
  on(event: "associated", listener: (details: { ssid: string; mac: string; channel: string }) => void): void;
  on(event: "connected", listener: (details: { ip: string; netmask: string; gw: string }) => void): void;
  on(event: "disconnected", listener: (details: { ssid: string; mac: string; reason: string; msg: string }) => void): void;
}
/** ESP32: a console on port 23 of the network, on from the start. */
interface EspruinoTelnetServer {
  setOptions(options: { mode: "on" | "off" }): void;
}
declare function require(name: "Wifi"): EspruinoWifi;
declare function require(name: "TelnetServer"): EspruinoTelnetServer;
declare function require(name: "http"): EspruinoHTTP;
declare function require(name: "net"): EspruinoNet;
declare function require(name: "tls"): EspruinoNet;
declare function require(name: "crypto"): EspruinoCrypto;
declare function require(name: "heatshrink"): EspruinoHeatshrink;
declare function require(name: "Storage"): EspruinoStorage;
declare function require(name: "Flash"): EspruinoFlash;
declare function require(name: "fs"): EspruinoFileSystem;

/** Leaves `user:pass@` in the host and `#…` in the path. */
declare const url: { parse(address: string, parseQuery?: boolean): EspruinoRequestOptions };

declare const global: any;
