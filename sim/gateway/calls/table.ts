import type { Call } from "./call";
import { micropay } from "./micropay";
import { orderquery } from "./orderquery";
import { reverse } from "./reverse";

/** All calls that are served, by path. */
export const CALLS: ReadonlyMap<string, Call> = new Map(
  [micropay, orderquery, reverse].map((call) => [call.path, call]),
);
