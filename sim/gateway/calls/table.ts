import { authcodetoopenid } from "./authcodetoopenid";
import type { Call } from "./call";
import { closeorder } from "./closeorder";
import { downloadbill } from "./downloadbill";
import { micropay } from "./micropay";
import { orderquery } from "./orderquery";
import { queryexchagerate } from "./queryexchagerate";
import { refund } from "./refund";
import { refundquery } from "./refundquery";
import { report } from "./report";
import { reverse } from "./reverse";
import { settlementquery } from "./settlementquery";
import { unifiedorder } from "./unifiedorder";

const ALL: readonly Call[] = [
  micropay, unifiedorder, orderquery, closeorder, reverse, refund, refundquery, downloadbill, settlementquery,
  queryexchagerate, report, authcodetoopenid,
];

/** All calls that are served, by path. */
export const CALLS: ReadonlyMap<string, Call> = new Map(ALL.map((call) => [call.path, call]));
