import { effect, signal } from "@preact/signals";
import { clipLanguage, CLIP_WORDS } from "../../devices/clip-words";
import type { Stage } from "../stage";
import { beginsSentence } from "./spoken";

/** No sound leaves the computer. */
export const muted = signal(false);

/** From a tone in the shop to the same tone in the room: frames come in bunches, tones do not. */
const DELAY_S = 0.06;
/** A tone that comes this long after the last begins a sound of its own. */
const SOUND_S = 0.5;
/** Faster than that there is nothing to be heard. */
const SPEED_MAX = 10;
/** Nobody speaks ten times as fast: what is said quickly is said twice as fast, and the next sentence cuts it short. */
const RATE_MAX = 2;
const VOICES = { en: "en-GB", zh: "zh-CN" } as const;
/** What a printer's buzzer sounds like. */
const BUZZER_HZ = 2_700;
const GAIN = 0.04;

/**
 * Plays what the board's sounder plays, and speaks what its voice module is told to play. Browsers let a page sound only
 * after the visitor has touched it, and some have no voice: the caption under the terminal says the same.
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
    if (board.voice) board.voice.onClip = speak;
  });
  effect(() => {
    stage.changed.value;
    const sounds = stage.session.shop.printer.sounds();
    for (const { times, ms } of sounds.slice(beeps)) buzz(times, ms);
    beeps = sounds.length;
  });
  effect(() => {
    if (!muted.value) return;
    silence();
    hush();
  });

  function wake(): void {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { type: "square" });
    const gain = new GainNode(context, { gain: 0 });
    oscillator.connect(gain).connect(context.destination);
    oscillator.start();
    voice = { context, oscillator, gain };
  }

  function isInaudible(): boolean {
    return muted.value || stage.speed.value > SPEED_MAX;
  }

  function speak(clip: number): void {
    const language = clipLanguage(clip);
    if (language === undefined || isInaudible() || !("speechSynthesis" in globalThis)) return hush();
    if (beginsSentence(stage.session.shop.board.voice!.heard)) hush();
    const utterance = new SpeechSynthesisUtterance(CLIP_WORDS.get(clip));
    utterance.lang = VOICES[language];
    utterance.rate = Math.min(RATE_MAX, stage.speed.value);
    speechSynthesis.speak(utterance);
  }

  function hush(): void {
    if ("speechSynthesis" in globalThis) speechSynthesis.cancel();
  }

  function silence(): void {
    voice?.gain.gain.cancelScheduledValues(0);
    voice?.gain.gain.setValueAtTime(0, voice.context.currentTime);
  }

  /** The distances between tones are those of the shop, whenever their frames come. */
  function tone(hz: number): void {
    if (voice === undefined || isInaudible()) return silence();
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
    if (voice === undefined || isInaudible()) return;
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
