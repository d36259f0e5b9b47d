import { effect, signal } from "@preact/signals";
import type { Stage } from "../stage";

/** No sound leaves the computer. */
export const muted = signal(false);

/** From a tone in the shop to the same tone in the room: frames come in bunches, tones do not. */
const DELAY_S = 0.06;
/** A tone that comes this long after the last begins a sound of its own. */
const SOUND_S = 0.5;
/** What a printer's buzzer sounds like. */
const BUZZER_HZ = 2_700;
const GAIN = 0.04;

/**
 * Plays what the board's sounder plays. Browsers let a page sound only after the visitor has touched it. Faster than ten
 * times the wall clock nothing is to be heard.
 */
export function startSpeaker(stage: Stage): void {
  let voice: { context: AudioContext; oscillator: OscillatorNode; gain: GainNode } | undefined;
  let anchor = { shopMs: 0, roomS: 0 };
  let beeps = 0;
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, wake, { once: true });

  effect(() => {
    const { board, printer } = stage.session.shop;
    beeps = printer.sounds().length;
    if ("onTone" in board) board.onTone = tone;
  });
  effect(() => {
    stage.changed.value;
    const sounds = stage.session.shop.printer.sounds();
    for (const { times, ms } of sounds.slice(beeps)) buzz(times, ms);
    beeps = sounds.length;
  });
  effect(() => {
    if (muted.value) silence();
  });

  function wake(): void {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { type: "square" });
    const gain = new GainNode(context, { gain: 0 });
    oscillator.connect(gain).connect(context.destination);
    oscillator.start();
    voice = { context, oscillator, gain };
  }

  function silence(): void {
    voice?.gain.gain.cancelScheduledValues(0);
    voice?.gain.gain.setValueAtTime(0, voice.context.currentTime);
  }

  /** The distances between tones are those of the shop, whenever their frames come. */
  function tone(hz: number): void {
    if (voice === undefined || muted.value || stage.speed.value > 10) return silence();
    const { currentTime } = voice.context;
    const { nowMs } = stage.session;
    let at = anchor.roomS + (nowMs - anchor.shopMs) / 1000 / stage.speed.value;
    if (at < currentTime || at > currentTime + SOUND_S) {
      at = currentTime + DELAY_S;
      anchor = { shopMs: nowMs, roomS: at };
    }
    sound(hz, at);
  }

  function buzz(times: number, ms: number): void {
    if (voice === undefined || muted.value || stage.speed.value > 10) return;
    for (let beep = 0; beep < times; beep++) {
      const at = voice.context.currentTime + DELAY_S + (beep * 2 * ms) / 1000;
      sound(BUZZER_HZ, at);
      sound(0, at + ms / 1000);
    }
  }

  function sound(hz: number, at: number): void {
    if (voice === undefined) return;
    if (hz > 0) voice.oscillator.frequency.setValueAtTime(hz, at);
    voice.gain.gain.setValueAtTime(hz > 0 ? GAIN : 0, at);
  }
}
