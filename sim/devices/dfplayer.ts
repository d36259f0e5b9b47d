// Twin of the DFPlayer Mini. Source: DFPlayer Mini manual V1.0, section 3, and 1.3 for the pin BUSY; that 3D comes twice
// is found on modules.

import type { VirtualClock } from "../clock";
import type { Net } from "../pins";
import type { WireEnd } from "../wire";
import { CLIP_WORDS, clipLengthMs } from "./clip-words";

/** A clip as it was heard: its folder times 256 and its file, when it began, and when it came to its end, if it did. */
export interface HeardClip {
  clip: number;
  atMs: number;
  endMs: number | undefined;
}

/** A module with a card, a loudspeaker, and its troubles. */
export interface DFPlayerTwin {
  heard: HeardClip[];
  volume: number;
  /** Told of every clip as it begins; only one listens. */
  onClip: ((clip: number) => void) | undefined;
  /** How long the clips on the card last, milliseconds; those that are not here are not on the card. All are, at first. */
  card: Map<number, number>;
  /** Frames that were none, by what was wrong with them. */
  complaints: string[];
  /** Its answers do not come through: no wire for them. */
  mute: boolean;
  /** Unplugged: takes and answers nothing. */
  off: boolean;
  /** Loses this many of the next frames, as when it is busy with its card. */
  deaf: number;
  /** Power off and on: the volume of the factory, and the message that the card is in. */
  restart(): void;
}

const FRAME_BYTES = 10;
const FACTORY_VOLUME = 25;
const ANSWER_MS = 20;
const ECHO_MS = 40;
const START_MS = 1500;
const CHECKSUM_WRONG = 4;
const FRAME_WRONG = 3;
const NOT_ON_CARD = 6;
/** From a command to when BUSY shows it. */
const BUSY_MS = 60;

/** @param options.busy the net of its pin BUSY */
export function createDFPlayer(options: { wire: WireEnd; clock: VirtualClock; busy?: Net }): DFPlayerTwin {
  const { wire, clock, busy } = options;
  let received: number[] = [];
  let cancelEnd = (): void => undefined;
  let startedMs = -Infinity;
  let off = false;
  const player: DFPlayerTwin = {
    heard: [], volume: FACTORY_VOLUME, card: new Map([...CLIP_WORDS.keys()].map((clip) => [clip, clipLengthMs(clip)])),
    complaints: [], mute: false, deaf: 0, onClip: undefined,
    get off() { return off; },
    set off(gone) {
      off = gone;
      if (gone) cancelEnd();
      busy?.drive(player, gone ? undefined : 1);
    },
    restart() {
      cancelEnd();
      player.volume = FACTORY_VOLUME;
      startedMs = clock.nowMs;
      clock.after(START_MS, () => answer(0x3f, 2));
    },
  };
  busy?.drive(player, 1);
  wire.onData = (bytes) => {
    for (const byte of bytes) take(byte);
  };
  return player;

  function answer(code: number, parameter: number): void {
    if (player.mute || off) return;
    const frame = [0x7e, 0xff, 0x06, code, 0, parameter >> 8, parameter & 255];
    wire.write(Uint8Array.from([...frame, ...checksumOf(frame), 0xef]));
  }

  function take(byte: number): void {
    if (received.length === 0 && byte !== 0x7e) return;
    received.push(byte);
    if (received.length < FRAME_BYTES) return;
    const frame = received;
    received = [];
    if (off || clock.nowMs - startedMs < START_MS) return;
    if (player.deaf > 0) {
      player.deaf--;
      return;
    }
    const [high, low] = checksumOf(frame);
    if (frame[1] !== 0xff || frame[2] !== 6 || frame[9] !== 0xef) complain("frame", FRAME_WRONG);
    else if (frame[7] !== high || frame[8] !== low) complain("checksum", CHECKSUM_WRONG);
    else clock.after(ANSWER_MS, () => execute(frame[3]!, frame[4] === 1, frame[5]! * 256 + frame[6]!));
  }

  function complain(what: string, code: number): void {
    player.complaints.push(what);
    answer(0x40, code);
  }

  function execute(command: number, wantsAnswer: boolean, parameter: number): void {
    if (command === 0x06 && parameter <= 30) player.volume = parameter;
    else if (command === 0x0f) return playClip(parameter, wantsAnswer);
    else if (command === 0x16) stop();
    else return complain(`command ${command.toString(16)} ${parameter}`, FRAME_WRONG);
    if (wantsAnswer) answer(0x41, 0);
  }

  function playClip(clip: number, wantsAnswer: boolean): void {
    const lengthMs = player.card.get(clip);
    if (wantsAnswer) answer(0x41, 0);
    if (lengthMs === undefined) return answer(0x40, NOT_ON_CARD);
    stop();
    const heard: HeardClip = { clip, atMs: clock.nowMs, endMs: undefined };
    player.heard.push(heard);
    player.onClip?.(clip);
    const track = [...player.card.keys()].indexOf(clip) + 1;
    const cancelBusy = clock.after(BUSY_MS, () => busy?.drive(player, 0));
    const cancelLast = clock.after(lengthMs, () => {
      stop();
      heard.endMs = clock.nowMs;
      answer(0x3d, track);
      clock.after(ECHO_MS, () => answer(0x3d, track));
    });
    cancelEnd = () => {
      cancelBusy();
      cancelLast();
    };
  }

  function stop(): void {
    cancelEnd();
    if (!off) busy?.drive(player, 1);
  }
}

/** The bytes 1 to 6 and the checksum are zero together. */
function checksumOf(frame: number[]): [number, number] {
  const sum = -frame.slice(1, 7).reduce((total, byte) => total + byte, 0) & 0xffff;
  return [sum >> 8, sum & 255];
}
