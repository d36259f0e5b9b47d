import { useSignal } from "@preact/signals";
import { findStory } from "../stories/stories";
import type { Stage } from "./stage";
import { tell, telling } from "./stories/now";
import { t, type TextId } from "./texts";

/** What is told to one who was never here: a story for each button. */
const SHOWN: readonly [words: TextId, story: string][] = [["welcome.show", "first-sale"], ["welcome.stories", "power-cut"]];

/** Says in two sentences what this is, to a visitor who has not pressed a key yet; gone when a story begins. */
export function Welcome({ stage }: { stage: Stage }) {
  const isNew = useSignal(!stage.session.deeds.some((deed) => deed.do === "key"));
  if (!isNew.value || telling.value !== undefined) return null;
  const close = (): void => { isNew.value = false; };
  const show = (story: string) => () => {
    close();
    tell(stage, findStory(story, stage.world.board));
  };
  return (
    <section class="welcome" aria-label="tinytill">
      <p><span class="far">{t("welcome")} </span><strong>{t("welcome.try")}</strong></p>
      <div class="row">
        {SHOWN.map(([words, story]) => <button key={story} type="button" onClick={show(story)}>{t(words)}</button>)}
        <button type="button" onClick={close}>{t("welcome.close")}</button>
      </div>
    </section>
  );
}
