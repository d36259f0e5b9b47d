// Part: a passive piezo or magnetic sounder behind a transistor, on a pin with a wave.
// Source: none needed; most sounders are loudest between 2 and 4 kHz and can be heard from 300 Hz.

import type { Clock, TimerId } from "../../ports/clock";
import type { PWM } from "../../ports/pwm";
import type { Sound, Speaker } from "../../ports/speaker";

/** Frequency in Hz and milliseconds, in turn; 0 Hz is a rest. */
const MELODIES: Record<Sound, number[]> = {
  // Up for money that came, down for money that goes back, two low ones for none.
  charged: [1319, 90, 1568, 90, 2093, 200],
  notCharged: [440, 300, 0, 80, 349, 500],
  refunded: [2093, 120, 1568, 120, 1319, 250],
  refundPending: [1568, 150, 0, 80, 1568, 150],
  attention: [2637, 70, 0, 60, 2637, 70, 0, 60, 2637, 70],
};

/** Makes a speaker that plays melodies. A new sound cuts the old one short; after `close` the pin is low. */
export function openTones(wiring: { pwm: PWM; clock: Clock }): Speaker {
  const pwm = wiring.pwm;
  const clock = wiring.clock;
  let timer: TimerId | undefined;
  let melody: number[] = [];
  let at = 0;
  let closed = false;

  function playNext(): void {
    timer = undefined;
    const hz = melody[at];
    pwm.write(hz ? 0.5 : 0, hz || 1000);
    if (hz === undefined) return;
    timer = clock.start(melody[at + 1] as number, playNext);
    at += 2;
  }

  function start(next: number[]): void {
    if (timer !== undefined) clock.stop(timer);
    melody = next;
    at = 0;
    playNext();
  }

  return {
    play: function (sound: Sound) { if (!closed) start(MELODIES[sound]); },
    close: function () {
      if (closed) return;
      closed = true;
      start([]);
    },
  };
}
