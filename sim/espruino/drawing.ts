/** What is drawn on: bits of a byte count from the highest, rows have no gap between them. */
export interface Ground {
  width: number;
  height: number;
  bpp: 1 | 8;
  bytes: Uint8Array;
  /** The corners of what may change; they belong to it. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is drawn. */
export interface Picture {
  width: number;
  height: number;
  /** Of sixteen the higher byte comes first; eight keep the lower. */
  bpp: 1 | 8 | 16;
  bytes: Uint8Array;
  /** What each value becomes; where there is none it stays as it is. */
  palette: ArrayLike<number> | undefined;
  /** The value that leaves the ground as it is. */
  transparent: number | undefined;
}

/** Ends the call with an error of the interpreter's, or with one that says what the stand-in does not do. */
export type Fail = (message: string) => never;

/** Puts a value in its place; a value that the boards do not put alike is refused. */
export function putDot(ground: Ground, x: number, y: number, value: number, fail: Fail): void {
  const at = y * ground.width + x;
  if (ground.bpp === 8) {
    ground.bytes[at] = value;
    return;
  }
  if (value > 1) fail(`the value ${value} in one bit is 1 on a PC and ${value & 1} on a chip: draw 0 and 1 alone`);
  const bit = 0x80 >> (at & 7);
  if (value === 1) ground.bytes[at >> 3]! |= bit;
  else ground.bytes[at >> 3]! &= ~bit;
}

export function dotAt({ width, bpp, bytes }: Pick<Picture, "width" | "bpp" | "bytes">, x: number, y: number): number {
  const at = y * width + x;
  if (bpp === 8) return bytes[at]!;
  return bpp === 16 ? bytes[at * 2]! * 256 + bytes[at * 2 + 1]! : (bytes[at >> 3]! >> (7 - (at & 7))) & 1;
}

/** The value that the ground gets, undefined where it stays as it is. */
function valueOf(picture: Picture, x: number, y: number): number | undefined {
  const dot = dotAt(picture, x, y);
  if (dot === picture.transparent) return undefined;
  return picture.palette === undefined ? dot : picture.palette[dot]!;
}

/** Each dot as a square of `size` dots, from the top left corner on. */
export function drawWhole(ground: Ground, picture: Picture, x: number, y: number, size: number, fail: Fail): void {
  const bottom = Math.min(ground.bottom, y + picture.height * size - 1);
  const right = Math.min(ground.right, x + picture.width * size - 1);
  for (let row = Math.max(ground.top, y); row <= bottom; row++) {
    for (let column = Math.max(ground.left, x); column <= right; column++) {
      const value = valueOf(picture, Math.floor((column - x) / size), Math.floor((row - y) / size));
      if (value !== undefined) putDot(ground, column, row, value, fail);
    }
  }
}

/** A walk over a turned or scaled picture, in 256ths of its dots. */
interface Walk {
  /** What is drawn, already inside of the ground's clip. */
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Where in the picture the top left of it lies. */
  fromX: number;
  fromY: number;
  /** A step to the right goes by (alongX, -alongY), one down by (alongY, alongX). */
  alongX: number;
  alongY: number;
}

/** The interpreter reckons in whole 256ths, cut off and not rounded, and steps add up. */
function plan(ground: Ground, picture: Picture, x: number, y: number, scale: number, rotate: number | undefined): Walk {
  const sine = Math.sin(rotate ?? 0);
  const cosine = Math.sin((rotate ?? 0) + Math.PI / 2);
  const alongX = Math.trunc((cosine / scale) * 256);
  const alongY = Math.trunc((sine / scale) * 256);
  const spread = (along: number, across: number) =>
    Math.trunc(0.5 + scale * (along * Math.abs(cosine) + across * Math.abs(sine)));
  const width = spread(picture.width, picture.height);
  const height = spread(picture.height, picture.width);
  const startX = x * 256 - (rotate === undefined ? 0 : width * 128);
  const startY = y * 256 - (rotate === undefined ? 0 : height * 128);
  const left = Math.max(startX >> 8, ground.left);
  const top = Math.max(startY >> 8, ground.top);
  const insideX = left * 256 - startX;
  const insideY = top * 256 - startY;
  return {
    left, top, alongX, alongY,
    right: Math.min(((startX + width * 256) >> 8) - 1, ground.right),
    bottom: Math.min(((startY + height * 256) >> 8) - 1, ground.bottom),
    fromX: picture.width * 128 - Math.trunc((1 + alongX * width + alongY * height) / 2) +
      ((alongX * insideX + alongY * insideY) >> 8),
    fromY: picture.height * 128 - Math.trunc((1 + alongX * height - alongY * width) / 2) +
      ((alongX * insideY - alongY * insideX) >> 8),
  };
}

/** Turned by `rotate` round its middle, which comes to lie at x, y; without it scaled from the top left corner. */
export function drawTurned(
  ground: Ground, picture: Picture, x: number, y: number, scale: number, rotate: number | undefined, fail: Fail,
): void {
  const { left, top, right, bottom, fromX, fromY, alongX, alongY } = plan(ground, picture, x, y, scale, rotate);
  for (let row = top; row <= bottom; row++) {
    let atX = fromX + (row - top) * alongY;
    let atY = fromY + (row - top) * alongX;
    for (let column = left; column <= right; column++, atX += alongX, atY -= alongY) {
      const value = isInside(picture, atX, atY) ? valueOf(picture, atX >> 8, atY >> 8) : undefined;
      if (value !== undefined) putDot(ground, column, row, value, fail);
    }
  }
}

function isInside(picture: Picture, atX: number, atY: number): boolean {
  return atX >= 0 && atY >= 0 && atX >> 8 < picture.width && atY >> 8 < picture.height;
}

/**
 * The mean of four dots for each: two beside each other, and two a step and what is between two dots of a pair below them.
 * What lies outside has the value that was in the memory before: `garbage` gives another one each time.
 */
export function drawFiltered(
  ground: Ground, picture: Picture, x: number, y: number, scale: number, rotate: number | undefined, garbage: () => number,
): void {
  const { left, top, right, bottom, fromX, fromY, alongX, alongY } = plan(ground, picture, x, y, scale, rotate);
  const besideX = Math.trunc(alongX * scale);
  const besideY = Math.trunc(alongY * scale);
  const dot = (atX: number, atY: number): number =>
    (isInside(picture, atX, atY) ? valueOf(picture, atX >> 8, atY >> 8) : undefined) ?? garbage();
  const mean = (one: number, other: number) => (one * 128 + other * 128 + 127) >> 8;
  const pair = (atX: number, atY: number) => mean(dot(atX, atY), dot(atX + besideX, atY - besideY));
  for (let row = top; row <= bottom; row++) {
    let atX = fromX + (row - top) * alongY;
    let atY = fromY + (row - top) * alongX;
    for (let column = left; column <= right; column++, atX += alongX, atY -= alongY) {
      const value = mean(pair(atX, atY), pair(atX + besideY + alongY, atY + besideX + alongX));
      ground.bytes[row * ground.width + column] = value;
    }
  }
}
