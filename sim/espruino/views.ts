import type { Foreign, Machine } from "./machine";

/** Where a view of a buffer begins is kept in sixteen bits. */
const OFFSET_MAX = 65_535;

/** Typed arrays that look into a buffer no farther than the interpreter's. */
export function changeViews(machine: Machine, names: string[]): void {
  for (const name of names) {
    const plain = machine.global[name] as Foreign;
    const changed: Foreign = new Proxy(plain, {
      construct: (target, list: Foreign[], made) => {
        if (list[1] > OFFSET_MAX || list[1] < 0) machine.fail("byteOffset too large (or negative)");
        return Reflect.construct(target, list, made === changed ? target : made) as object;
      },
    });
    plain.prototype.constructor = changed;
    machine.global[name] = changed;
  }
}
