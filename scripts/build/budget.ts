import budgets from "./budget.json";

/** Says in a sentence that an image of `bytes` is too big for `board`; undefined when it fits its budget. */
export function overBudget(board: string, bytes: number): string | undefined {
  const budget = (budgets as Record<string, number | undefined>)[board];
  if (budget === undefined) return `board ${board} has no budget in scripts/build/budget.json`;
  return bytes > budget
    ? `the image of ${board} has ${bytes} bytes, ${bytes - budget} more than its budget`
    : undefined;
}
