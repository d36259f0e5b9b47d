// For the self-test tool, in a bare interpreter: the board's own drivers under the tests, in the global `selfTest`.

import { openBoard } from "@board";
import { makeSelfTest } from "../../../firmware/self-test/self-test";

global.selfTest = makeSelfTest(openBoard(), function (line) { print(line); });
