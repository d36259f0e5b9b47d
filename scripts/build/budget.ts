import { boardData } from "./board-data";
import { device } from "./budget.json";

/** At the peak of a sale in the middle of a day: test:device holds every image to it. */
export const VARIABLES_NEEDED = device.peakAfterSales;

/** What test:device measures and holds to a budget: variables, calls, and times as ratios. */
export type DeviceMeasures = Partial<typeof device>;

/** Says in a sentence that an image of `bytes` is too big for `board`; undefined when it fits its budget. */
export function overBudget(board: string, bytes: number): string | undefined {
  const budget = boardData(board).facts.imageBytesMax;
  return bytes > budget
    ? `the image of ${board} has ${bytes} bytes, ${bytes - budget} more than its budget in hal/boards/${board}.ts`
    : undefined;
}

/** Says in a sentence each what is beyond its budget. */
export function overDevice(measures: DeviceMeasures): string[] {
  return Object.entries(measures).flatMap(([name, value]) => {
    const budget = device[name as keyof typeof device];
    return value > budget ? [`${name} is ${value}, its budget in scripts/build/budget.json is ${budget}`] : [];
  });
}
