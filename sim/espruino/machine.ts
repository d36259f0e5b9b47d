import type { VirtualClock } from "../clock";
import { fromBytes, toBytes } from "../bytes";
import { EventLoop, Halt, type LoopHost } from "./event-loop";
import type { Flash } from "./flash";
import { takeIntrinsics, type Intrinsics, type Realm } from "./realm";
import { StorageFormat } from "./storage-format";

/** Kinds of error the interpreter throws; the kind is the error's `type` and its class where there is one. */
export type ErrorType = "Error" | "TypeError" | "InternalError" | "SyntaxError" | "ReferenceError";

/** A function of the image, or an object: values of the realm, which the stand-in does not look into. */
export type Foreign = any;

const HELD_BYTES_MAX = 512;

/** What one boot consists of: its realm, its event loop, and the ways between host and realm. */
export class Machine {
  readonly loop: EventLoop;
  readonly intrinsics: Intrinsics;
  readonly global: Record<string, any>;
  readonly storage: StorageFormat;
  /** The moment that the system takes for 1970. */
  epochMs = 0;
  /** Flags raised and not yet told. */
  private flags: string[] = [];
  private moduleMakers = new Map<string, () => Foreign>();
  private modules = new Map<string, Foreign>();
  private pollers: (() => boolean)[] = [];
  private held = new WeakMap<object, string>();
  private enders: (() => void)[] = [];

  constructor(
    readonly realm: Realm,
    readonly clock: VirtualClock,
    readonly flash: Flash,
    /** Text for the console, whole lines. */
    readonly print: (line: string) => void,
    /** An exception nobody in the image took. */
    private readonly onUncaught: (exception: unknown) => void,
  ) {
    this.global = realm.global;
    this.intrinsics = takeIntrinsics(realm);
    this.storage = new StorageFormat(flash);
    const host: LoopHost = {
      evaluate: (source) => realm.run(source, "event"),
      networkIdle: () => this.pollers.map((poll) => poll()).some((busy) => busy),
      report: (exception) => this.report(exception.value),
      reportFlags: () => this.reportFlags(),
      stopped: () => {
        for (const end of this.enders) end();
      },
    };
    this.loop = new EventLoop(clock, host);
  }

  /** A host function as the realm sees its own; it throws instead of running once the machine has stopped. */
  native<T extends (this: any, ...args: any[]) => unknown>(run: T): T {
    const { loop } = this;
    return this.pure(function native(this: unknown, ...args: unknown[]) {
      if (!loop.alive) throw new Halt();
      return Reflect.apply(run, this, args);
    } as unknown as T);
  }

  /** Like `native`, for what has no effect outside the realm and must be fast. */
  pure<T extends (this: any, ...args: any[]) => unknown>(run: T): T {
    Object.setPrototypeOf(run, this.intrinsics.Function.prototype);
    // A plain function brings an object along that could be made with it: it too must be of the realm.
    const { prototype } = run;
    if (prototype) Object.setPrototypeOf(prototype, this.intrinsics.Object.prototype);
    return run;
  }

  /** An object of the realm with the given members. */
  object(members: Record<string, unknown> = {}): Foreign {
    return Object.assign(new this.intrinsics.Object(), members);
  }

  /** A library: in the interpreter those are functions with members. */
  library(members: Record<string, unknown>): Foreign {
    return Object.assign(
      this.native(() => undefined),
      members,
    );
  }

  array(items: unknown[]): Foreign {
    const list = new this.intrinsics.Array() as unknown[];
    for (const item of items) list.push(item);
    return list;
  }

  arrayBuffer(bytes: Uint8Array): Foreign {
    return this.uint8Array(bytes).buffer;
  }

  uint8Array(bytes: Uint8Array): Uint8Array {
    const copy = new this.intrinsics.Uint8Array(bytes.length);
    copy.set(bytes);
    return copy;
  }

  error(type: ErrorType, message: string): Foreign {
    const make = type === "InternalError" ? this.intrinsics.Error : this.intrinsics[type];
    const error = new make(message) as Foreign;
    if (type === "InternalError") error.type = type;
    return error;
  }

  /** Throws an error of the realm. */
  readonly fail = (message: string): never => {
    throw this.error("Error", message);
  };

  /** Text to bytes. A character beyond 255 cannot exist on a board, so the image has a bug: it throws. */
  bytesOf(text: string): Uint8Array {
    try {
      return fromBytes(text);
    } catch {
      throw this.error("Error", "a character beyond 255 cannot be sent or stored");
    }
  }

  textOf(bytes: Uint8Array): string {
    return toBytes(bytes);
  }

  /** What the interpreter takes as data: text, numbers, lists, buffers, `{data, count}`, `{callback}`. */
  collect(...data: unknown[]): Uint8Array {
    if (data.length === 1) {
      const [only] = data as Foreign[];
      if (typeof only === "string") return this.bytesOf(only);
      if (ArrayBuffer.isView(only) && only.byteLength === (only as Uint8Array).length) {
        return new Uint8Array(only.buffer, only.byteOffset, only.byteLength);
      }
      if (isArrayBuffer(only)) return new Uint8Array(only);
    }
    const parts: number[] = [];
    for (const each of data) this.collectInto(parts, each);
    return Uint8Array.from(parts);
  }

  defineModule(name: string, make: () => Foreign): void {
    this.moduleMakers.set(name, make);
  }

  requireModule(name: string): Foreign {
    const known = this.modules.get(name);
    if (known) return known;
    const make = this.moduleMakers.get(name);
    if (!make) throw this.error("Error", `Module "${name}" not found`);
    const made = make();
    this.modules.set(name, made);
    return made;
  }

  /** `poll` runs in every pass and says whether it may have more to do at once. */
  onPoll(poll: () => boolean): void {
    this.pollers.push(poll);
  }

  /** `end` runs when the machine stops. */
  onStop(end: () => void): void {
    this.enders.push(end);
  }

  /** Raises an error flag, told through E.on("errorFlag") at the end of the pass. */
  raiseFlag(flag: string): void {
    if (!this.flags.includes(flag)) this.flags.push(flag);
    this.loop.wakeNow();
  }

  /** Calls the listeners of an event at once. */
  emitNow(target: Foreign, event: string, args: unknown[]): boolean {
    const listeners = target[`#on${event}`];
    if (listeners === undefined) return false;
    this.loop.call(listeners, target, args);
    return true;
  }

  /** Data that arrived before anybody listened: kept, up to 512 bytes and a piece. */
  hold(target: Foreign, data: string): boolean {
    const held = this.held.get(target);
    if (held === undefined) this.held.set(target, data);
    else if (held.length + data.length > HELD_BYTES_MAX) return false;
    else this.held.set(target, held + data);
    return true;
  }

  /** Takes what `hold` kept. */
  heldData(target: Foreign): string | undefined {
    const held = this.held.get(target);
    this.held.delete(target);
    return held;
  }

  /** What `hold` keeps now, without taking it. */
  heldLength(target: Foreign): number {
    return this.held.get(target)?.length ?? 0;
  }

  /** Queues a call of the listeners of an event, as they are now. */
  emit(target: Foreign, event: string, args: unknown[]): void {
    const listeners = target[`#on${event}`];
    if (listeners !== undefined) this.loop.queue(() => this.loop.call(listeners, target, args));
  }

  private report(exception: unknown): void {
    if (this.emitNow(this.global.process, "uncaughtException", [exception])) {
      const again = this.loop.takePending();
      if (!again) return;
      exception = again.value;
    }
    this.onUncaught(exception);
    this.print(`Uncaught ${describe(exception)}`);
  }

  private reportFlags(): void {
    if (this.flags.length === 0) return;
    const flags = this.array(this.flags);
    this.flags = [];
    this.emitNow(this.global.E, "errorFlag", [flags]);
    this.print(`New interpreter error: ${flags.join(",")}`);
  }

  private collectInto(parts: number[], data: Foreign): void {
    if (typeof data === "number" || typeof data === "boolean") parts.push(Number(data) & 255);
    else if (typeof data === "string") for (const byte of this.bytesOf(data)) parts.push(byte);
    else if (typeof data === "function") this.collectInto(parts, data());
    else if (data === null || typeof data !== "object") {
      throw this.error("TypeError", `Expecting Number or iterable, got ${data}`);
    } else if (Array.isArray(data)) for (const each of data) this.collectInto(parts, each);
    else if (ArrayBuffer.isView(data)) for (const each of data as Uint8Array) parts.push(each & 255);
    else if (Object.prototype.toString.call(data) === "[object ArrayBuffer]") {
      for (const each of new Uint8Array(data)) parts.push(each);
    } else if (typeof data.callback === "function") this.collectInto(parts, data.callback());
    else if (typeof data.count === "number" && data.data !== undefined) {
      for (let count = Math.trunc(data.count); count > 0; count--) this.collectInto(parts, data.data);
    } else {
      throw this.error(
        "TypeError",
        "If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn}",
      );
    }
  }
}

/** Also of another realm. */
function isArrayBuffer(data: unknown): data is ArrayBuffer {
  return Object.prototype.toString.call(data) === "[object ArrayBuffer]";
}

/** An exception as the console shows it. */
export function describe(exception: unknown): string {
  try {
    return String(exception);
  } catch {
    return "a value without a text";
  }
}
