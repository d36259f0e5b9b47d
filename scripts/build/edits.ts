/** One place of a script, and what stands there instead. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A piece of a script with the edits that lie in it carried out. */
export function edited(code: string, start: number, end: number, edits: readonly Edit[]): string {
  let out = "";
  let at = start;
  const inside = edits.filter((edit) => edit.start >= start && edit.end <= end).sort((a, b) => a.start - b.start);
  for (const edit of inside) {
    out += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + code.slice(at, end);
}
