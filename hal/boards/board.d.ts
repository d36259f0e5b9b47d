import type { Device } from "../device";
import type { BoardFacts } from "./shared/facts";

/** For the build and the tools: nothing of it gets into the image. */
export const facts: BoardFacts;

/** The encoding of the board's texts, as iconv-lite names it: catalogue, panel and printer agree on it. */
export const encoding: "gbk" | "gb2312" | "latin1";

/** Address of the interpreter's storage area in flash. */
export const storageStart: number;

/** Closes the console that the board's interpreter offers to the network, if it does; the loader begins with it. */
export function closeTelnet(): void;

/** What every file in this folder exports, and what `@board` means to the firmware: opens the parts of the board. */
export function openBoard(): Device;
