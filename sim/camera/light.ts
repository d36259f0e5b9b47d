import type { Random } from "../gateway/random";
import { type Pose, VIEW_HEIGHT } from "./pose";

/** What the light makes of a shade. */
export interface Light {
  /** The level that the sensor has for a shade (0 black, 1 white) at x, y, both in widths of the view. */
  level(shade: number, x: number, y: number): number;
  noise: number;
}

/** Levels of the darkest and of the lightest: a camera sets its exposure by what is light. */
const BLACK = 25;
const WHITE = 220;

type Wave = (x: number, y: number) => number;

/** The light of a pose. */
export function lightOf(pose: Pose, chance: Random): Light {
  const black = BLACK + (WHITE - BLACK) * pose.light;
  const contrast = WHITE - black;
  const fall = slopeOf(pose.slope, chance);
  const lamp = lampOf(pose.glare, chance);
  const waves = [waveOf(chance), waveOf(chance)];
  return {
    noise: pose.noise,
    level(shade, x, y) {
      const moire = pose.moire === 0 ? 0 : 0.5 * pose.moire * contrast * waves.reduce((sum, wave) => sum + wave(x, y), 0);
      const shown = (black + contrast * shade + moire) * fall(x, y);
      return shown + (255 - shown) * lamp(x, y);
    },
  };
}

/** Falls off in a straight line; in the middle it is what it was. */
function slopeOf(slope: number, chance: Random): Wave {
  const angle = between(chance, 0, 2 * Math.PI);
  return (x, y) => 1 + slope * ((x - 0.5) * Math.cos(angle) + (y - VIEW_HEIGHT / 2) * Math.sin(angle));
}

/** A soft spot, somewhere in the middle half of the view. */
function lampOf(glare: number, chance: Random): Wave {
  const x0 = between(chance, 0.2, 0.8);
  const y0 = between(chance, 0.2, 0.55);
  const radius = between(chance, 0.05, 0.11);
  return (x, y) => glare * Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / (2 * radius * radius));
}

/** A standing wave three to twelve dots of a strip long, in any direction. */
function waveOf(chance: Random): Wave {
  const angle = between(chance, 0, 2 * Math.PI);
  const phase = between(chance, 0, 2 * Math.PI);
  const turns = (2 * Math.PI * 320) / between(chance, 3, 12);
  return (x, y) => Math.sin(phase + turns * (x * Math.cos(angle) + y * Math.sin(angle)));
}

/** A number of this range. */
export function between(chance: Random, least: number, most: number): number {
  return least + ((most - least) * chance.below(100_000)) / 100_000;
}
