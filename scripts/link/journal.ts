import { readHistory } from "../../firmware/journal/history";
import { FILE_HEADER_BYTES, JOURNAL_FILE, SEGMENT_BYTES } from "../../firmware/journal/layout";
import { openSegments } from "../../firmware/journal/segments";
import { hostHash } from "../../sim/hash";
import { toBytes } from "../../sim/bytes";
import { inspectJournal } from "../../sim/journal/inspect";
import { MemoryStorage } from "../../sim/peripherals/storage";
import { LinkError } from "./link-error";

/** What a board's journal says about money, for a tool that is about to change the board. */
export interface JournalState {
  /** Starts so far, sales and refunds in the totals. */
  starts: number;
  sales: number;
  refunds: number;
  /** One line for each order or refund whose end nobody knows. */
  open: string[];
  /** Where in the file its first segment begins, undefined in a journal that no terminal has written to. */
  segmentsAt: number | undefined;
}

/** Reads a journal as the terminal itself does at start. Throws LinkError when it cannot be read. */
export function readJournalState(file: Uint8Array): JournalState {
  const inspection = inspectJournal(file);
  const segmentsAt = inspection.start;
  if (segmentsAt === undefined && inspection.problems.length === 0) {
    return { starts: 0, sales: 0, refunds: 0, open: [], segmentsAt };
  }
  try {
    const fileAt = SEGMENT_BYTES - (segmentsAt ?? FILE_HEADER_BYTES) % SEGMENT_BYTES;
    const storage = new MemoryStorage(SEGMENT_BYTES, fileAt % SEGMENT_BYTES);
    storage.provision(JOURNAL_FILE, toBytes(file), file.length);
    const { history } = readHistory(openSegments(storage, hostHash, JOURNAL_FILE));
    const { totals } = history;
    return {
      starts: history.boots, sales: totals.sales, refunds: totals.refunds, segmentsAt,
      open: [
        ...history.unsettled.map(({ order }) => `order ${order.outTradeNo}, ${amount(order)}`),
        ...history.refunds.map((refund) => `refund ${refund.outRefundNo}, ${amount(refund)}`),
      ],
    };
  } catch {
    throw new LinkError("The journal on the board cannot be read, so nobody knows whether orders are open.",
      "Nothing was changed. Save it with npm run pull-journal, look at it with npm run verify-journal, compare it with the\n"
        + "gateway's bill, and then begin anew: npm run provision -- --erase --give-up-journal.");
  }
}

/** Throws LinkError when orders are open: whoever changes the board now could lose sight of a customer's money. */
export function refuseOpenOrders(state: JournalState): void {
  if (state.open.length === 0) return;
  const orders = state.open.join("\n  ");
  throw new LinkError(`The board still has open orders: it is not known whether these customers were charged.\n  ${orders}`,
    "Nothing was changed. Leave the terminal on, with its network, until its menu 2 (open orders) is empty; then run this again.");
}

function amount(of: { amountMinor: number; currency: string }): string {
  return `${of.amountMinor} minor units of ${of.currency}`;
}
