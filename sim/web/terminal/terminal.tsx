import type { PanelProps } from "../panels";
import { Caption } from "./caption";
import { Display } from "./display";
import { Hands } from "./hands";
import { Keypad } from "./keypad";
import { Lights } from "./lights";
import { Scanner } from "./scanner";
import { Slot } from "./slot";

/** The thing on the counter that one can touch, and what hands can do to it. */
export function Terminal({ stage }: PanelProps) {
  return (
    <div class="terminal">
      <div class="device">
        <Slot stage={stage} />
        <Display stage={stage} />
        <Lights stage={stage} />
        <Keypad stage={stage} />
        <Scanner stage={stage} />
      </div>
      <Caption stage={stage} />
      <Hands stage={stage} />
    </div>
  );
}
