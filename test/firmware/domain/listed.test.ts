import { test } from "uvu";
import * as assert from "uvu/assert";
import { isListed } from "../../../firmware/domain/listed";

test("finds whole words only", () => {
  for (const word of ["JPY", "KRW", "ISK"]) assert.ok(isListed(" JPY KRW ISK ", word));
  for (const word of ["", "JP", "PY", "SK", "KHR", "JPY KRW ISK X"]) assert.not.ok(isListed(" JPY KRW ISK ", word));
});

test("a find that goes on behind the end is none", () => {
  // What the interpreter says of a text whose beginning is the end of the list.
  const list = { length: 5, indexOf: () => 4 } as unknown as string;
  assert.not.ok(isListed(list, "KHR"));
});

test.run();
