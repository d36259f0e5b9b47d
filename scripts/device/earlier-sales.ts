import type { Order } from "../../firmware/domain/order";
import { type Journal, openJournal } from "../../firmware/journal/journal";
import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { toBytes } from "../../sim/bytes";
import type { Flash } from "../../sim/espruino/flash";
import { StorageFormat } from "../../sim/espruino/storage-format";
import { hostHash } from "../../sim/hash";
import { MemoryStorage } from "../../sim/peripherals/storage";

/** Notes the n-th sale of a day as a terminal does: opened, charged, told. */
export function noteSale(journal: Journal, count: number): void {
  const order = orderOf(count);
  const { outTradeNo } = order;
  journal.append({ kind: "opened", order });
  journal.append({ kind: "charged", outTradeNo, transactionId: `42${String(count).padStart(26, "0")}` });
  journal.append({ kind: "told", outTradeNo });
}

/** Writes so many sales into the empty journal of a flash, where the terminal will find it. */
export function writeSales(flash: Flash, sales: number): void {
  const { dataAt, size } = new StorageFormat(flash).find(JOURNAL_FILE)!;
  const file = flash.bytes.subarray(dataAt, dataAt + size);
  const storage = new MemoryStorage(flash.pageBytes, dataAt % flash.pageBytes);
  storage.provision(JOURNAL_FILE, toBytes(file));
  const journal = openJournal(storage, hostHash);
  for (let count = 1; count <= sales; count++) noteSale(journal, count);
  file.set(storage.bytes(JOURNAL_FILE));
}

function orderOf(count: number): Order {
  return {
    outTradeNo: `P0001${"0001"}${count.toString(36).toUpperCase().padStart(4, "0")}A0F3C1`, tradeType: "MICROPAY",
    amountMinor: 1250 + count, currency: "HKD", startedMs: 1_767_578_400_000 + count * 60_000, codeHint: "13..6789",
  };
}
