import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MEMORY_FILE } from "./probes";

/** What the probe of memory noted, variables in use: the most since the note before, and what a collection left. */
export interface MemoryNote {
  most: number;
  rest: number;
}

/** All its notes in the terminal's folder, oldest first. */
export function memoryNotes(folder: string): MemoryNote[] {
  const file = join(folder, MEMORY_FILE);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").trim().split("\n").map((row) => {
    const [, most, rest] = row.split(" ").map(Number) as [number, number, number];
    return { most, rest };
  });
}
