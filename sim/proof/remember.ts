/** Results that are kept at once; then all are forgotten and gathered anew. */
const REMEMBERED_MAX = 4_000;

/**
 * A pure function of a text that works out each text only once. Cases that begin alike send and digest
 * the same bytes, so most of the proof's work is done once for all of them.
 */
export function remember<Result>(work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED_MAX) known.clear();
    const result = work(text);
    known.set(text, result);
    return result;
  };
}
