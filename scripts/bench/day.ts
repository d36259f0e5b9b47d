import { bundleProof } from "../prove/bundle";

/** A simulated trading day. */
export interface MeasuredDay {
  sales: number;
  hours: number;
  seconds: number;
  violations: number;
}

/** Simulates a 12-hour day of 600 sales under light faults, in one thread, judged like every case of the proof. */
export async function measureDay(): Promise<MeasuredDay> {
  const bundle = await bundleProof();
  try {
    const proof = await import(bundle.path) as typeof import("../prove/worker");
    const day = proof.dayCase({ ...proof.LIGHT_DAY, seed: "bench" });
    const began = performance.now();
    const { violations } = proof.runCase(day);
    const seconds = (performance.now() - began) / 1000;
    return { sales: proof.LIGHT_DAY.sales, hours: proof.LIGHT_DAY.hours, seconds, violations: violations.length };
  } finally {
    bundle.remove();
  }
}
