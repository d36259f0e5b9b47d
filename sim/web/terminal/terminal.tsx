import type { PanelProps } from "../panels";
import { Display } from "./display";
import { Keypad } from "./keypad";
import { Plugs } from "./plugs";
import { Scanner } from "./scanner";

/** The thing on the counter that one can touch. */
export function Terminal({ stage }: PanelProps) {
  return (
    <div class="terminal">
      <Display stage={stage} />
      <Scanner stage={stage} />
      <Keypad stage={stage} />
      <Plugs stage={stage} />
    </div>
  );
}
