import { storiesFor } from "../../stories/stories";
import type { PanelProps } from "../panels";
import { language, t } from "../texts";
import { tell, telling } from "./now";

/** The stories that can be told on this board. */
export function Stories({ stage }: PanelProps) {
  const now = telling.value;
  return (
    <>
      <p class="quiet">{t("story.tells")}</p>
      <ol class="stories">
        {storiesFor(stage.world.board).map((story) => (
          <li key={story.name} data-story={story.name} aria-current={now?.session === stage.session && now.story === story}>
            <button type="button" onClick={() => tell(stage, story)}>
              <strong>{story.title[language.value]}</strong>
              <span>{story.about[language.value]}</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
