import { BOOT_FILE, choose, readList } from "../../firmware/update/choice";
import { slotFile } from "../../firmware/update/updater";
import { crc32, toBytes } from "../../sim/bytes";
import { SLOT_MARK } from "../../sim/installing";
import { MemoryStorage } from "../../sim/peripherals/storage";
import type { BoardConsole } from "./console";
import type { Image } from "./image";
import { LinkError } from "./link-error";
import { runProgram } from "./program";
import type { BoardStorage, OnProgress } from "./storage";
import { quote } from "./values";

interface Area {
  offset: number;
  pageBytes: number;
  count: number;
}

/** The slots of a board: preallocated files whose pages are erased and written in place, so that nothing ever moves. */
export class BoardSlots {
  private constructor(
    private readonly console: BoardConsole, private readonly storage: BoardStorage, readonly pageBytes: number,
  ) {}

  /** Brings the product's own storage adapter into the board's memory. */
  static async open(console: BoardConsole, storage: BoardStorage, board: string): Promise<BoardSlots> {
    await runProgram(console, board, "scripts/link/on-device/slots.ts");
    return new BoardSlots(console, storage, await console.evaluate("till.pageBytes"));
  }

  /** Bytes of the file that makes room for a slot: the first whole page may begin a page later. */
  fileBytes(slotBytes: number): number {
    return slotBytes + this.pageBytes;
  }

  async make(name: string, slotBytes: number): Promise<void> {
    await this.storage.write(name, Buffer.from(SLOT_MARK), this.fileBytes(slotBytes));
  }

  /** The slot that the next start takes. */
  async chosen(): Promise<string> {
    const list = await this.storage.read(BOOT_FILE);
    if (list === undefined) return slotFile("a");
    const copy = new MemoryStorage();
    copy.provision(BOOT_FILE, toBytes(list), list.length);
    return slotFile(choose(readList(copy)).slot);
  }

  async holds(name: string, program: Uint8Array): Promise<boolean> {
    const area = await this.area(name);
    if (area === undefined) return false;
    for (let at = 0; at < program.length; at += area.pageBytes) {
      if (!await this.isSame(name, area.offset + at, program.subarray(at, at + area.pageBytes))) return false;
    }
    return true;
  }

  /** Whether there is a slot of that name which the program fits into. */
  async fits(name: string, program: Uint8Array): Promise<boolean> {
    const area = await this.area(name);
    return area !== undefined && program.length <= area.count * area.pageBytes;
  }

  /** Throws LinkError when there is a slot that is too small for the image. */
  async checkRoom(name: string, program: Uint8Array): Promise<void> {
    const area = await this.area(name);
    if (area === undefined || await this.fits(name, program)) return;
    throw new LinkError(
      `The slot ${name} on the board has room for ${area.count * area.pageBytes} bytes, and the image has ${program.length}.`,
      "Nothing was changed. Make the board's files anew: npm run provision -- --erase, then flash again.");
  }

  /**
   * Writes the pages that differ. The first one, without which there is no image, is erased first and written last: power
   * that fails meanwhile leaves a slot without an image, and every other file as it was.
   */
  async write(name: string, program: Uint8Array, onProgress: OnProgress): Promise<void> {
    const area = (await this.area(name))!;
    await this.erase(name, area.offset);
    let done = 0;
    for (let at = Math.floor((program.length - 1) / area.pageBytes) * area.pageBytes; at >= 0; at -= area.pageBytes) {
      const page = program.subarray(at, at + area.pageBytes);
      if (!await this.isSame(name, area.offset + at, page)) {
        if (at > 0) await this.erase(name, area.offset + at);
        await this.storage.writeInside(name, page, area.offset + at);
      }
      done += page.length;
      onProgress(done);
    }
  }

  /** Makes every byte of a file zero, so that nobody reads what was there. */
  async wipe(name: string): Promise<void> {
    await this.console.evaluate(`(till.storage.wipe(${quote(name)}),1)`);
  }

  /** Its whole pages. */
  area(name: string): Promise<Area | undefined> {
    return this.console.evaluate(`till.storage.area(${quote(name)},1)`);
  }

  private async isSame(name: string, offset: number, data: Uint8Array): Promise<boolean> {
    return await this.storage.crc(name, offset, data.length) === crc32(data);
  }

  private async erase(name: string, offset: number): Promise<void> {
    await this.console.evaluate(`(till.storage.erase(${quote(name)},${offset}),1)`);
  }
}

/** Bytes of the files of the slots that the board does not have yet. */
export async function missingSlots(image: Image, storage: BoardStorage): Promise<Image["slots"]> {
  const names = await storage.names();
  return image.slots.filter(({ name }) => !names.includes(name));
}
