import type { VirtualClock } from "../clock";
import type { Net } from "../pins";

/** A tone, or a rest of 0 Hz, and how long it lasted. */
export interface Tone {
  hz: number;
  ms: number;
}

/** A sounder as one hears it. */
export interface Buzzer {
  /** What was heard until now, rests between tones included. */
  heard(): Tone[];
  /** Told of every tone as it begins; 0 Hz: of its end. */
  onTone: ((hz: number) => void) | undefined;
}

/** Makes a sounder on a net. It is silent where the wave is all low or all high. */
export function createBuzzer(options: { clock: VirtualClock; net: Net }): Buzzer {
  const { clock, net } = options;
  const tones: Tone[] = [];
  let hz = 0;
  let sinceMs = clock.nowMs;

  net.listeners.add((wave) => {
    const next = wave && wave.duty > 0 && wave.duty < 1 ? wave.hz : 0;
    end();
    if (next !== hz) buzzer.onTone?.(next);
    hz = next;
  });

  function end(): void {
    const ms = Math.round(clock.nowMs - sinceMs);
    if (ms > 0 && (hz > 0 || tones.length > 0)) tones.push({ hz, ms });
    sinceMs = clock.nowMs;
  }

  const buzzer: Buzzer = {
    onTone: undefined,
    heard() {
      const last = tones.at(-1);
      return last?.hz === 0 ? tones.slice(0, -1) : [...tones];
    },
  };
  return buzzer;
}
