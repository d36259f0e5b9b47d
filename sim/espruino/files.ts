import type { Foreign, Machine } from "./machine";

/** `require("fs")` over files in memory, and refusals for the modules that the stand-in leaves out. */
export function defineFiles(machine: Machine, files: Map<string, Uint8Array>): void {
  const read = (name: Foreign): string => {
    const bytes = files.get(String(name));
    if (!bytes) throw machine.error("Error", "Could not open file : UNKNOWN");
    return machine.textOf(bytes);
  };
  const write = (name: Foreign, data: Foreign): boolean => {
    files.set(String(name), machine.collect(data).slice());
    return true;
  };
  const append = (name: Foreign, data: Foreign): boolean => {
    const before = files.get(String(name)) ?? new Uint8Array(0);
    const more = machine.collect(data);
    const whole = new Uint8Array(before.length + more.length);
    whole.set(before);
    whole.set(more, before.length);
    files.set(String(name), whole);
    return true;
  };
  const unlink = (name: Foreign): boolean => files.delete(String(name));
  const stat = (name: Foreign): Foreign => {
    const bytes = files.get(String(name));
    return bytes && machine.object({ size: bytes.length, dir: false });
  };
  const list = (): Foreign => machine.array([...files.keys()]);
  machine.defineModule("fs", () =>
    machine.library({
      readFile: machine.native(read),
      readFileSync: machine.native(read),
      writeFile: machine.native(write),
      writeFileSync: machine.native(write),
      appendFile: machine.native(append),
      appendFileSync: machine.native(append),
      unlink: machine.native(unlink),
      unlinkSync: machine.native(unlink),
      readdir: machine.native(list),
      readdirSync: machine.native(list),
      statSync: machine.native(stat),
    }),
  );
  for (const name of ["net", "tls", "dgram"]) {
    const refuse = machine.native(() => {
      throw machine.error("Error", `${name} is not in the stand-in`);
    });
    machine.defineModule(name, () =>
      machine.library({ connect: refuse, createServer: refuse, createSocket: refuse }),
    );
  }
}
