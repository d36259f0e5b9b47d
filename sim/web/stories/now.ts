import { signal } from "@preact/signals";
import { Telling } from "../../stories/telling";
import type { Story } from "../../stories/story";
import type { Stage } from "../stage";

/** What is told on the stage; of no interest once another session has taken the place of its own. */
export const telling = signal<Telling | undefined>(undefined);

/** Speed while nothing happens that the visitor wants to see. */
export const HURRY = 1_000;

/** Tells a story from its beginning, in a shop of its own. */
export function tell(stage: Stage, story: Story): void {
  stage.begin(stage.world);
  const told = new Telling(story, stage.session);
  telling.value = told;
  stage.payer.value = told.payer;
  stage.paused.value = false;
}
