import { Worker } from "node:worker_threads";
import { addTally, emptyTally, type Tally } from "../../sim/proof/prove";
import type { Answer, Question } from "./worker";

interface PoolOptions {
  shard: number;
  shards: number;
  workers: number;
  defect?: string;
  /** Only this flow. */
  flow?: string;
  /** What is tried with --all only, too. */
  isAll?: boolean;
  onProgress?: (done: number, all: number, sum: Tally) => void;
}

/** Cases leave much behind and keep nothing: a large nursery spares most of the collecting, a larger one misses the cache. */
const YOUNG_MB = 16;

/** Runs the units of one shard in threads, each taking the next when it is free. */
export async function prove(path: string, options: PoolOptions): Promise<Tally> {
  const sum = emptyTally();
  const { defect, flow, isAll = false } = options;
  const setUp: Question = {
    kind: "count", isAll, ...(defect === undefined ? {} : { defect }), ...(flow === undefined ? {} : { flow }),
  };
  let waiting: number[] | undefined;
  let all = 0;
  let done = 0;
  await Promise.all(Array.from({ length: options.workers }, () => new Promise<void>((resolve, reject) => {
    const worker = new Worker(path, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    worker.on("error", reject);
    worker.on("message", (answer: Answer) => {
      if (answer.kind === "count") {
        waiting ??= Array.from({ length: answer.count }, (_, at) => at).filter((at) => at % options.shards === options.shard);
        all = all || waiting.length;
      } else {
        addTally(sum, answer.tally);
        done++;
        options.onProgress?.(done, all, sum);
      }
      const unit = waiting!.shift();
      if (unit === undefined) return void worker.terminate().then(() => resolve(), reject);
      worker.postMessage({ kind: "run", unit } satisfies Question);
    });
    worker.postMessage(setUp);
  })));
  return sum;
}
