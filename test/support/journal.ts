import { openJournal } from "../../firmware/journal/journal";
import type { Journal } from "../../firmware/journal/journal";
import type { Order } from "../../firmware/domain/order";
import type { Refund } from "../../firmware/domain/refund";
import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { toBytes } from "../../sim/bytes";
import { MemoryStorage } from "../../sim/peripherals/storage";
import { emptyJournal } from "../../sim/provisioning";
import { nodeHash } from "./hash";

/** A number of the gateway's. */
export const TRANSACTION = "4200000000202601050000000001";

/** Flash with a journal that no terminal has written to. */
export function fresh(bytes?: number, pageBytes?: number): MemoryStorage {
  const storage = new MemoryStorage(pageBytes);
  const { data, size } = emptyJournal(bytes, "TESTTEST");
  storage.provision(JOURNAL_FILE, toBytes(data), size);
  return storage;
}

/** The order of this count in the start of this number, as the terminal makes them. */
export function orderOf(count: number, boot = 1): Order {
  const part = (value: number) => value.toString(36).padStart(4, "0").toUpperCase();
  return {
    outTradeNo: `P0001${part(boot)}${part(count)}A0F${(0x1000 + count * 7919 % 0xf000).toString(16).slice(-3).toUpperCase()}`,
    tradeType: "MICROPAY", amountMinor: 1250 + count, currency: "HKD", startedMs: 1_767_578_400_000 + count * 61_003,
    codeHint: `13..${String(1_000 + count % 9_000)}`,
  };
}

/** A refund of a part of that order. */
export function refundOf(count: number, boot = 1): Refund {
  const { outTradeNo, amountMinor, currency, startedMs } = orderOf(count, boot);
  return {
    outRefundNo: orderOf(count + 1_000, boot).outTradeNo, outTradeNo, amountMinor: 100 + count, totalMinor: amountMinor,
    currency, startedMs: startedMs + 60_000,
  };
}

/** One sale that is charged, and the slip is out. */
export function sell(journal: Journal, count: number, boot = 1): void {
  const order = orderOf(count, boot);
  journal.append({ kind: "opened", order });
  journal.append({ kind: "charged", outTradeNo: order.outTradeNo, transactionId: TRANSACTION });
  journal.append({ kind: "told", outTradeNo: order.outTradeNo });
}

/** A terminal that starts on this flash. */
export function start(storage: MemoryStorage): Journal {
  return openJournal(storage, nodeHash);
}
