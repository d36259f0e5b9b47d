import type { World } from "../session/recording";
import type { Stage } from "./stage";
import { language } from "./texts";
import type { Worlds } from "./world";

/** How loud a voice module is set. */
const VOLUME = "20";

/** The shop of a visitor who was never here: a terminal that says aloud what was charged, where the page has one. */
export function firstWorld(worlds: Worlds): World {
  const speaking = worlds.boards.find((board) => worlds.canSpeak(board));
  return makeWorld(speaking ?? worlds.boards[0]!, "1", speaking !== undefined);
}

/** A shop that begins in the page's language. */
export function makeWorld(board: string, seed: string, speaks: boolean): World {
  const settings: World["settings"] = { language: language.value };
  if (speaks) settings.voice = VOLUME;
  return { board, seed, settings };
}

/** A customer comes in, the terminal is switched on. */
export function setUp(stage: Stage): void {
  const given = stage.do({ do: "control", command: "addPayer", with: { name: "Mei", password: "never" } });
  stage.payer.value = (given as { id: string }).id;
  stage.do({ do: "power", on: true });
}
