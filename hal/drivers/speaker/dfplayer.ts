// Part: DFPlayer Mini, an MP3 player with a card, and modules with the same family of chips (YX5200, MH2024K).
// Source: DFPlayer Mini manual V1.0, section 3 (serial mode, 9600 8N1): frames of 7E FF 06, command, feedback, two
// bytes of parameter, two of checksum, EF; commands 06 volume, 0F folder and file, 16 stop; returned 3D file finished,
// 40 error, 41 feedback. Numbers of errors as in the maker's own library for it. Modules tell 3D twice.

import type { Bytes } from "../../ports/bytes";
import type { Clock, TimerId } from "../../ports/clock";
import type { OpenSerial } from "../../ports/serial";
import type { Clip, Sound, Speaker } from "../../ports/speaker";

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
/** No clip is longer, or the word of its end got lost. */
const CLIP_MS_MAX = 6000;
/** A file that is finished so soon is the one before, told once more. */
const ECHO_MS = 150;
/** The folder of sounds without words, see docs/VOICE.md. */
const SOUNDS: Record<Sound, Clip> = {
  charged: 0x301, notCharged: 0x302, refunded: 0x303, refundPending: 0x304, attention: 0x305,
};

/** What makes the sum of the six bytes behind the first one zero, high byte first. */
function checksum(middle: Bytes): Bytes {
  let sum = 0;
  for (const byte of middle) sum -= byte.charCodeAt(0);
  return String.fromCharCode((sum >> 8) & 255, sum & 255);
}

/** A command that asks to be answered. */
function frame(command: number, parameter: number): Bytes {
  const middle = "\xff\x06" + String.fromCharCode(command, 1, parameter >> 8, parameter & 255);
  return "\x7e" + middle + checksum(middle) + "\xef";
}

/** Whether ten bytes that begin like a frame are one. */
function isFrame(bytes: Bytes): boolean {
  return bytes[9] === "\xef" && checksum(bytes.substr(1, 6)) === bytes.substr(7, 2);
}

/**
 * Opens a module. Throws what `open` throws. Clips follow each other when the module says that one is finished; a
 * clip that is not on the card is left out. Commands that are not answered are sent three times, and a module that
 * never answers is still told everything: its own transmit line may have no wire.
 * @param wiring.volume 0 to 30
 */
export function openDFPlayer(wiring: { open: OpenSerial; clock: Clock; volume: number }): Speaker {
  const clock = wiring.clock;
  let timer: TimerId | undefined;
  let closed = false;
  let received = "";
  let queue: Clip[] = [];
  let command = VOLUME;
  let parameter = wiring.volume;
  let tries = 0;
  let isTaken = true;
  let takenMs = 0;
  let isAnswering = false;
  let isIncomplete = false;

  function after(delayMs: number, run: () => void): void {
    if (timer !== undefined) clock.stop(timer);
    timer = clock.start(delayMs, run);
  }

  function send(): void {
    tries++;
    isTaken = false;
    try {
      serial.write(frame(command, parameter));
    } catch (error) {
      // No sound is not an error.
    }
    after(ANSWER_MS, onSilence);
  }

  function order(what: number, how: number): void {
    command = what;
    parameter = how;
    tries = 0;
    send();
  }

  function next(): void {
    timer = undefined;
    const clip = queue.shift();
    if (clip !== undefined) order(PLAY, clip);
    else command = STOP;
  }

  function onSilence(): void {
    timer = undefined;
    if (isAnswering && tries < TRIES) return send();
    isAnswering = false;
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

  function say(clips: Clip[]): void {
    if (closed) return;
    queue = clips.slice();
    isIncomplete = false;
    // With each announcement: a module that was without power has forgotten it.
    order(VOLUME, wiring.volume);
  }

  const serial = wiring.open({ baud: BAUD, onReadable: onReadable });
  send();
  return {
    health: function () { return !isAnswering ? "silent" : isIncomplete ? "unset" : "ready"; },
    play: function (sound: Sound) { say([SOUNDS[sound]]); },
    say: say,
    close: function () {
      if (closed) return;
      order(STOP, 0);
      closed = true;
      if (timer !== undefined) clock.stop(timer);
      serial.close();
    },
  };
}
