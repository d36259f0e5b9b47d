import type { Till } from "../../firmware/flows/till";
import type { Effect } from "../../firmware/payment/effects";
import type { TillEvent } from "../../firmware/payment/events";

/** Who listens to the core and which planted defect is on: one run at a time, so one of each. */
export const probe: {
  onStep: ((event: TillEvent, effects: readonly Effect[], state: Till) => void) | undefined;
  defect: string | undefined;
} = { onStep: undefined, defect: undefined };
