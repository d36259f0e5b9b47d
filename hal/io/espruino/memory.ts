/**
 * Makes the interpreter's memory at least `bytes` large, where it grows on demand: it would grow for
 * a variable, but ends when TLS asks for 16 KB in one piece and there is no such piece.
 */
export function growMemory(bytes: number): void {
  const memory = process.memory(false);
  if (memory.total * memory.blocksize < bytes) new Uint8Array(bytes);
}
