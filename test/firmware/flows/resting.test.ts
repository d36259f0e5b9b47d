import { test } from "uvu";
import * as assert from "uvu/assert";
import { isResting } from "../../../firmware/flows/resting";
import { changeTill, newTill, type Till } from "../../../firmware/flows/till";
import { documentedPolicy } from "../../../firmware/payment/policy";

const IDLE = newTill("HKD", "en", documentedPolicy(100000));

test("a terminal that waits for an amount rests", () => assert.ok(isResting(IDLE)));

const BUSY: [what: string, changes: Partial<Till>][] = [
  ["with a digit typed", { sale: { kind: "entering", typed: "1" } }],
  ["in the menu", { sale: { kind: "menu" } }],
  ["with an open attempt", { attempts: [{}] as Till["attempts"] }],
  ["with an open refund", { refunds: [{}] as Till["refunds"] }],
  ["with a verdict that nobody heard", { untold: [{}] as Till["untold"] }],
  ["with a slip that did not come out", { unprinted: [{}] as Till["unprinted"] }],
];
for (const [what, changes] of BUSY) {
  test(`a terminal ${what} does not`, () => assert.not.ok(isResting(changeTill(IDLE, changes))));
}

test.run();
