// Part: DFPlayer Mini, an MP3 player with a card, and modules with the same family of chips (YX5200, MH2024K).
// Source: DFPlayer Mini manual V1.0, section 3 (serial mode, 9600 8N1): frames of 7E FF 06, command, feedback, two
// bytes of parameter, two of checksum, EF; commands 06 volume, 0F folder and file, 16 stop; returned 3D file finished,
// 40 error, 41 feedback. Numbers of errors as in the maker's own library for it. Modules tell 3D twice. Section 1.3: pin
// BUSY is low while a clip is played.

import type { Bytes } from "../../ports/bytes";
import type { Clock, TimerId } from "../../ports/clock";
import type { Digital } from "../../ports/digital";
import type { OpenSerial } from "../../ports/serial";
import type { Sound, Speaker } from "../../ports/speaker";
import { announcementOf } from "./announcement";
import type { Clip } from "./announcement";

const BAUD = 9600;
const HEAD = "\x7e\xff\x06";
const FRAME_BYTES = 10;
const VOLUME = 0x06;
const PLAY = 0x0f;
const STOP = 0x16;
const FINISHED = 0x3d;
const FAILED = 0x40;
const TAKEN = 0x41;
/** Of FAILED: from here to there the file is not on the card, or no card is in. */
const NO_FILE_FROM = 5;
const NO_FILE_TO = 8;
/** A module answers within some 30 ms. */
const ANSWER_MS = 200;
const TRIES = 3;
/** Between an answer and the next command. */
const PAUSE_MS = 30;
/** Where no answer comes, its wire may be missing: a clip is taken to last so long. */
const UNHEARD_CLIP_MS = 900;
/** No clip is longer, or the word of its end got lost. LOOKS_MAX is as long. */
const CLIP_MS_MAX = 6000;
/** The pin BUSY is looked at so often: in vain until the clip is taken to be missing, and at the most. */
const LOOK_MS = 30;
const LOOKS_IN_VAIN = 12;
const LOOKS_MAX = 200;
/** A file that is finished so soon is the one before, told once more. */
const ECHO_MS = 150;

/**
 * Opens a module. Throws what `open` throws. Clips follow each other when the module says that one is finished; a
 * clip that is not on the card is left out. Commands that are not answered are sent three times, and a module that
 * never answers is still told everything: its own transmit line may have no wire. Then `instead` rings for it, once for
 * each announcement, in case it is not there.
 * @param wiring.volume 0 to 30
 * @param wiring.busy the pin BUSY with a pull-up, where answers have no wire: clips follow each other by it
 */
export function openDFPlayer(wiring: {
  open: OpenSerial; clock: Clock; volume: number; instead: Speaker; busy?: Digital;
}): Speaker {
  // All of it stands in here: a board whose module nobody chose keeps none of it.
  const clock = wiring.clock;
  const busy = wiring.busy;
  let timer: TimerId | undefined;
  let closed = false;
  let received = "";
  let queue: Clip[] = [];
  let command = VOLUME;
  let parameter = wiring.volume;
  let tries = 0;
  let looks = 0;
  let isTaken = true;
  let takenMs = 0;
  let isAnswering = true;
  let isIncomplete = false;
  let hasSpoken = false;
  /** What `instead` has not rung of the announcement. */
  let unrung: Sound | "" = "";
  // The folder of sounds without words, see docs/VOICE.md.
  const chimes: Record<Sound, Clip> = {
    charged: 0x301, notCharged: 0x302, refunded: 0x303, refundPending: 0x304, attention: 0x305,
  };

  /** What makes the sum of the six bytes behind the first one zero, high byte first. */
  function checksum(middle: Bytes): Bytes {
    let sum = 0;
    for (const byte of middle) sum -= byte.charCodeAt(0);
    return String.fromCharCode((sum >> 8) & 255, sum & 255);
  }

  /** The command, asking to be answered. */
  function frame(): Bytes {
    const middle = "\xff\x06" + String.fromCharCode(command, 1, parameter >> 8, parameter & 255);
    return "\x7e" + middle + checksum(middle) + "\xef";
  }

  /** Whether ten bytes that begin like a frame are one. */
  function isFrame(bytes: Bytes): boolean {
    return bytes[9] === "\xef" && checksum(bytes.substr(1, 6)) === bytes.substr(7, 2);
  }

  function after(delayMs: number, run: () => void): void {
    if (timer !== undefined) clock.stop(timer);
    timer = clock.start(delayMs, run);
  }

  function send(): void {
    tries++;
    isTaken = false;
    try {
      serial.write(frame());
    } catch (error) {
      // No sound is not an error.
    }
    after(ANSWER_MS, onSilence);
  }

  function order(what: number, how: number): void {
    command = what;
    parameter = how;
    tries = looks = 0;
    send();
  }

  function next(): void {
    timer = undefined;
    const clip = queue.shift();
    if (clip !== undefined) order(PLAY, clip);
    else command = STOP;
  }

  function onUnheard(): void {
    isAnswering = false;
    if (unrung !== "") wiring.instead.play(unrung);
    unrung = "";
  }

  /** Waits by the pin BUSY for the end of a clip; what it showed of the clip before is over by now. */
  function look(pin: Digital): void {
    const isPlaying = pin.read() === 0;
    looks++;
    if (isPlaying) isTaken = isAnswering = hasSpoken = true;
    if (looks < (isPlaying ? LOOKS_MAX : isTaken ? 0 : LOOKS_IN_VAIN)) return after(LOOK_MS, onSilence);
    if (!isTaken && hasSpoken) isIncomplete = true;
    else if (!isTaken) onUnheard();
    next();
  }

  function onSilence(): void {
    timer = undefined;
    if (busy !== undefined) return command === PLAY ? look(busy) : next();
    if (isAnswering && tries < TRIES) return send();
    onUnheard();
    if (command === PLAY) after(UNHEARD_CLIP_MS - ANSWER_MS, next);
    else next();
  }

  function onFrame(code: number, detail: number): void {
    isAnswering = true;
    if (code === TAKEN && !isTaken) {
      isTaken = true;
      takenMs = clock.now();
      after(command === PLAY ? CLIP_MS_MAX : PAUSE_MS, next);
    } else if (code === FINISHED && command === PLAY && isTaken) {
      const agoMs = clock.now() - takenMs;
      if (agoMs < 0 || agoMs >= ECHO_MS) after(PAUSE_MS, next);
    } else if (code === FAILED && detail >= NO_FILE_FROM && detail <= NO_FILE_TO && command === PLAY) {
      isIncomplete = true;
      after(PAUSE_MS, next);
    }
  }

  function onReadable(): void {
    const text = serial.read();
    if (closed || text === undefined) return;
    received += text;
    let at = received.indexOf(HEAD);
    while (at >= 0 && received.length >= at + FRAME_BYTES) {
      const bytes = received.substr(at, FRAME_BYTES);
      const isWhole = isFrame(bytes);
      received = received.substr(at + (isWhole ? FRAME_BYTES : 1));
      if (isWhole) onFrame(bytes.charCodeAt(3), bytes.charCodeAt(6));
      at = received.indexOf(HEAD);
    }
    // Noise is not kept; half a frame is.
    received = received.substr(-FRAME_BYTES);
  }

  function begin(sound: Sound, clips: Clip[]): void {
    if (closed) return;
    queue = clips;
    isIncomplete = hasSpoken = false;
    unrung = sound;
    if (!isAnswering) onUnheard();
    // With each announcement: a module that was without power has forgotten it.
    order(VOLUME, wiring.volume);
  }

  const serial = wiring.open({ baud: BAUD, onReadable: onReadable });
  send();
  return {
    health: function () { return !isAnswering ? "silent" : isIncomplete ? "unset" : "ready"; },
    play: function (sound) { begin(sound, [chimes[sound]]); },
    say: function (sound, amount, currency, language) { begin(sound, announcementOf(sound, amount, currency, language)); },
    close: function () {
      if (closed) return;
      order(STOP, 0);
      closed = true;
      if (timer !== undefined) clock.stop(timer);
      serial.close();
    },
  };
}
