import { beginTapped } from "../session/wires";
import type { Session } from "../session/session";
import type { ShopOptions } from "../shop";
import type { Story } from "../stories/story";
import { Telling } from "../stories/telling";

/** Longer than any story, virtual time. */
const STORY_MS_MAX = 4 * 3_600_000;
const PIECE_MS = 1_000;

/** Tells a story without a hand, its captions and what came of it. Throws when it does not come to its end. */
export function tell(story: Story, options: ShopOptions, language: "en" | "zh", say: (line: string) => void): Session {
  const session = beginTapped(options);
  const telling = new Telling(story, session);
  let caption = telling.caption;
  say(`== ${story.title[language]}: ${story.about[language]}`);
  while (telling.state === "playing" && session.nowMs < STORY_MS_MAX) {
    session.advance(PIECE_MS);
    if (telling.caption === caption) continue;
    caption = telling.caption;
    say(`${(session.nowMs / 1000).toFixed(0).padStart(5)} s  ${caption?.[language] ?? ""}`);
  }
  if (telling.state !== "ended") throw new Error(`the story ended as ${telling.state}: ${telling.why}`);
  for (const { word, moneys } of session.slips()) say(`   slip  ${word} ${moneys.join(" ")}`);
  return session;
}
