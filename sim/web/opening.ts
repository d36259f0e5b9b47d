import type { World } from "../session/recording";
import type { Stage } from "./stage";
import { language } from "./texts";

/** The shop of a visitor who was never here. */
export function firstWorld(boards: readonly string[]): World {
  return { board: boards[0]!, seed: "1", settings: { language: language.value } };
}

/** A customer comes in, the terminal is switched on. */
export function setUp(stage: Stage): void {
  const given = stage.do({ do: "control", command: "addPayer", with: { name: "Mei", password: "never" } });
  stage.payer.value = (given as { id: string }).id;
  stage.do({ do: "power", on: true });
}
