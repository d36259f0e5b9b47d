import type { Bytes } from "../../ports/bytes";

/** Leaves a program where the build's last statement of the loader finds it: in the global `program`. */
export function leaveProgram(program: Bytes | undefined): void {
  global.program = program;
}
