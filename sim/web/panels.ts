import type { ComponentType } from "preact";
import { Lens } from "./lens/lens";
import { Paper } from "./paper/paper";
import { payerInHand, Phone } from "./phone/phone";
import type { Stage } from "./stage";
import type { TextId } from "./texts";
import { Recorder } from "./recorder/recorder";
import { Stories } from "./stories/stories";
import { Terminal } from "./terminal/terminal";
import { WirePanel } from "./wire/wire";
import { Outside } from "./world/outside";

/** What every panel is given. */
export interface PanelProps {
  stage: Stage;
}

/**
 * A part of the page. To add one: a component in a folder of its own, its sentences in `texts.json`, its style in a CSS
 * file that `style.css` imports, and a line in `PANELS`. It reads `stage.changed.value` to be drawn with each frame in
 * which something may have happened, looks at `stage.session`, and changes the shop by `stage.do(deed)` alone.
 */
export interface Panel {
  id: string;
  title: TextId;
  /** `counter` stands beside the others; of those `behind` the counter one is seen, and there at all, at a time. */
  place: "counter" | "behind";
  /** Whether this shop has it; absent: every shop. */
  isThere?: (stage: Stage) => boolean;
  /** Something there waits for a hand: a screen that shows another panel says so. */
  waits?: (stage: Stage) => boolean;
  View: ComponentType<PanelProps>;
}

const PANELS: readonly [Panel, ...Panel[]] = [
  { id: "terminal", title: "terminal", place: "counter", View: Terminal },
  { id: "paper", title: "paper", place: "counter", View: Paper, waits: ({ session }) => session.shop.printer.rows().length > 0 },
  { id: "phone", title: "phone", place: "counter", View: Phone, waits: (stage) => payerInHand(stage)?.asked !== undefined },
  { id: "lens", title: "lens", place: "behind", View: Lens, isThere: ({ session }) => session.shop.board.lens !== undefined },
  { id: "stories", title: "stories", place: "behind", View: Stories },
  { id: "recorder", title: "recorder", place: "behind", View: Recorder },
  { id: "wire", title: "wire", place: "behind", View: WirePanel },
  { id: "world", title: "world", place: "behind", View: Outside },
];

/** Where a visitor begins. */
export const FIRST = PANELS[0];

/** The panels of the shop on the stage. */
export function panelsOf(stage: Stage): Panel[] {
  return PANELS.filter(({ isThere }) => isThere?.(stage) ?? true);
}
