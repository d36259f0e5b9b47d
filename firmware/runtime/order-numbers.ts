import type { Random } from "../../hal/ports/random";

function padded(value: number, width: number): string {
  return ("0000" + value.toString(36)).substr(-width).toUpperCase();
}

/**
 * Numbers that no other attempt has: terminal, start of the terminal, running count, and six characters
 * of chance for the day the journal is lost. At most 22 of 0-9A-Z (protocol reference 5.3).
 */
export function orderNumbers(terminal: string, boots: number, random: Random): () => string {
  let count = 0;
  return function () {
    count++;
    return terminal + padded(boots, 4) + padded(count, 4) + random.token(6);
  };
}
