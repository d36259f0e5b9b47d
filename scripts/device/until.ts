/** Waits for something to become true. Throws, naming it, after `limitMs`: generous, since it is no measure. */
export async function until(isTrue: () => boolean, what: string, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`${what} did not come in ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
