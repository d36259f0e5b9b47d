/**
 * What in a regular expression the interpreter takes in another way than the standard: characters and
 * classes of them, `*`, `+`, `?` behind one of these, `^`, `$`, `|` outside groups and plain captures are
 * all it knows.
 * Returns messages, none for a good expression.
 */
export function regexProblems(body: string, flags: string): string[] {
  const problems = new Set<string>();
  for (const flag of flags)
    if (!"giy".includes(flag)) problems.add(`flag ${flag} does not exist: only g and i do`);
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const rest = body.slice(at);
    const character = body[at]!;
    if (character === "\\") {
      escape(body[at + 1] ?? "", problems);
      at++;
    } else if (character === "[") {
      at += klass(rest, problems) - 1;
    } else if (character === "(") {
      depth++;
      if (rest[1] === "?") group(rest, body, problems);
    } else if (character === ")") {
      depth--;
      if (/^\)[*+?{]/.test(rest)) problems.add("a group cannot be repeated or optional: test in steps");
    } else if (character === "|" && depth > 0 && !WHOLE.test(body)) {
      problems.add("| inside a group is taken for the whole expression: test one after the other");
    } else if (/^\{\d+(,\d*)?\}/.test(rest)) {
      problems.add("{n} is not known and never matches: write the piece n times, or check the length");
    } else if (/^[*+?]\?/.test(rest)) {
      problems.add("there are no lazy quantifiers: use a class that leaves the end out, as [^>]*");
    }
  }
  return [...problems];
}

/** The one form of `(?:…|…)` that matches as it should: around all alternatives, between ^ and $. */
const WHOLE = /^\^\(\?:[^()\\]*\)\$$/;

function escape(next: string, problems: Set<string>): void {
  if (next === "b" || next === "B") problems.add(`\\${next} is not known: look at the neighbours yourself`);
  if (/[1-9]/.test(next)) problems.add("there are no back-references");
  if (next === "k" || next === "p" || next === "P") problems.add(`\\${next} is not known`);
  if (next === "u") problems.add("\\u is not known here: write \\x");
}

function klass(rest: string, problems: Set<string>): number {
  let at = 1;
  for (; at < rest.length && rest[at] !== "]"; at++) {
    if (rest[at] === "\\") at++;
    else if (rest[at] === "/") problems.add("a / in a class ends the expression: write \\/");
  }
  return at + 1;
}

function group(rest: string, body: string, problems: Set<string>): void {
  if (/^\(\?<?[=!]/.test(rest)) problems.add("there is no looking ahead or behind: use indexOf");
  else if (rest.startsWith("(?<")) problems.add("there are no named groups: count them");
  else if (!WHOLE.test(body))
    problems.add("there are no groups without capture: capture, or leave the group out");
}
