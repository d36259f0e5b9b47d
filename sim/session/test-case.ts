import type { Recording } from "./recording";

/**
 * A recording as the source of a test that stands by itself in `test/recordings`: the deeds, and what they come to for
 * the people in the shop, whatever the image. `name` says what must hold.
 */
export function testCaseOf({ version, image, world, deeds, endMs, sense }: Recording, name: string): string {
  return `// Played on the page with image ${version} (${image.slice(0, 8)}). As test/recordings/<name>.test.ts it runs with npm test.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { shopOptionsOf } from "../../sim/node/shop-options";
import type { DatedDeed } from "../../sim/session/deed";
import { replay } from "../../sim/session/recording";
import { senseOf } from "../../sim/session/sense";

const world = ${source(world)};

const deeds: DatedDeed[] = [
${deeds.map((deed) => `  ${source(deed)},\n`).join("")}];

test(${JSON.stringify(name)}, async () => {
  const { session, refused } = replay({ world, deeds, endMs: ${endMs} }, await shopOptionsOf(world));
  assert.equal(refused, []);
  assert.equal(senseOf(session), {
${Object.entries(sense ?? {}).map(([part, value]) => `    ${part}: ${source(value)},\n`).join("")}  });
});

test.run();
`;
}

/** A plain value as one writes it by hand. */
function source(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(source).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}: ${source(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
