import type { WireEnd } from "../wire";
import type { Foreign, Machine } from "./machine";

/** Received bytes come to the image in pieces of at most this size; an event is not a message. */
const PIECE_BYTES = 32;

/** Wires by the path given to `setup`, by the port and its pins ("Serial2:16,17": rx, tx), or by the port ("Serial1"). */
export type SerialWires = Record<string, WireEnd>;

/** Serial1 to Serial6, and the class they belong to. */
export function defineSerial(machine: Machine, wires: SerialWires): void {
  const names = new Map<Foreign, string>();
  const prototype = serialPrototype(machine, wires, names);
  const serialClass = machine.library({ find: machine.native(() => undefined) });
  serialClass.prototype = prototype;
  machine.global.Serial = serialClass;
  for (let number = 1; number <= 6; number++) {
    const port = Object.create(prototype) as Foreign;
    names.set(port, `Serial${number}`);
    machine.global[`Serial${number}`] = port;
  }
  for (const name of ["LoopbackA", "LoopbackB", "USB", "Telnet"])
    machine.global[name] = Object.create(prototype);
  loop(machine, machine.global.LoopbackA, machine.global.LoopbackB);
}

const nowhere: WireEnd = { write: () => {}, onData: undefined };

function serialPrototype(machine: Machine, wires: SerialWires, names: Map<Foreign, string>): Foreign {
  const open = new Map<Foreign, WireEnd>();
  const hidden = machine.object();
  const members: Record<string, (this: Foreign, ...args: Foreign[]) => unknown> = {
    setup(_baud, options) {
      const path = typeof options?.path === "string" ? options.path : nameOf(names.get(this), options);
      if (options?.errors)
        throw machine.error(
          "Error",
          "Linux Espruino builds can't handle framing/parity errors (errors:true)",
        );
      shut(this);
      const wire = wires[path];
      // A path that is not there is no error on the board: nothing comes, and what is sent is gone.
      open.set(this, wire ?? nowhere);
      if (wire) wire.onData = (bytes) => receive(machine, this, bytes);
    },
    unsetup() {
      shut(this);
    },
    write(...data) {
      send(machine, open.get(this), this, machine.collect(...data));
    },
    print(text) {
      send(machine, open.get(this), this, machine.bytesOf(String(text)));
    },
    println(text) {
      send(machine, open.get(this), this, machine.bytesOf(`${text}\r\n`));
    },
    read(count) {
      return read(machine, this, count);
    },
    available() {
      return machine.heldLength(this);
    },
    inject(...data) {
      receive(machine, this, machine.collect(...data));
    },
    flush() {},
    setConsole() {},
    pipe() {
      throw machine.error("Error", "pipe is not in the stand-in");
    },
  };
  for (const [name, member] of Object.entries(members)) {
    Object.defineProperty(hidden, name, {
      value: machine.native(member),
      enumerable: false,
      writable: true,
      configurable: true,
    });
  }
  machine.onStop(() => {
    for (const port of [...open.keys()]) shut(port);
  });
  return hidden;

  function shut(port: Foreign): void {
    const wire = open.get(port);
    if (wire) wire.onData = undefined;
    open.delete(port);
  }
}

/** On a board a port is its name, and the pins where it is told some. */
function nameOf(port: string | undefined, options: Foreign): string {
  return options?.rx === undefined ? (port ?? "") : `${port}:${Number(options.rx)},${Number(options.tx)}`;
}

function send(machine: Machine, wire: WireEnd | undefined, port: Foreign, bytes: Uint8Array): void {
  const partner = loops.get(port);
  if (partner) receive(machine, partner, bytes);
  else if (bytes.length > 0) wire?.write(bytes);
}

function receive(machine: Machine, port: Foreign, bytes: Uint8Array): void {
  const text = machine.textOf(bytes);
  for (let at = 0; at < text.length; at += PIECE_BYTES) {
    const piece = text.substring(at, at + PIECE_BYTES);
    machine.loop.input(() => {
      if (machine.emitNow(port, "data", [piece])) return;
      if (!machine.hold(port, piece)) machine.raiseFlag("BUFFER_FULL");
    });
  }
}

function read(machine: Machine, port: Foreign, count: Foreign): string {
  const held = machine.heldData(port) ?? "";
  if (!(count > 0) || count >= held.length) return held;
  machine.hold(port, held.substring(count));
  return held.substring(0, count);
}

const loops = new WeakMap<object, Foreign>();

/** Two ports that are each other's far end. */
function loop(machine: Machine, a: Foreign, b: Foreign): void {
  loops.set(a, b);
  loops.set(b, a);
  machine.onStop(() => {
    loops.delete(a);
    loops.delete(b);
  });
}
