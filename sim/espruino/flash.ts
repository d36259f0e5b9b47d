/** How a chip's storage area is divided. */
export interface FlashGeometry {
  /** Bytes in all; a multiple of `pageBytes`. */
  totalBytes: number;
  /** What one erase clears. */
  pageBytes: number;
  /** Where the interpreter sees its first byte; as on Linux unless given. */
  startAddress?: number;
}

/** The stock Linux build of the interpreter. */
export const LINUX_FLASH: FlashGeometry = { totalBytes: 262_144, pageBytes: 1024 };
/** The ESP32 boards. */
export const ESP32_FLASH: FlashGeometry = { totalBytes: 917_504, pageBytes: 4096 };

/** Where the Linux builds see it. */
export const LINUX_ADDRESS = 0x1000_0000;

/** Thrown in the middle of a flash operation when the power is cut. Nothing after it was done. */
export class PowerCut {
  readonly message = "power cut during a flash operation";
}

/**
 * NOR flash: programming can only clear bits, an erase sets a whole page to 0xFF. Offsets count from
 * the start of the storage area. `bytes` are what the Linux builds keep in the file `espruino.flash`.
 */
export class Flash {
  readonly bytes: Uint8Array;
  readonly pageBytes: number;
  /** Where the interpreter sees the first byte. */
  readonly startAddress: number;
  /** Bytes that may still be programmed before the power is cut; undefined for no cut. An erased page counts one. */
  countdown: number | undefined;
  /** Pieces that are programmed or erased until the power is cut in the midst of one; undefined for no cut. */
  cutAt: number | undefined;
  /** Told when `countdown` ran out, just before `PowerCut` is thrown. */
  onPowerCut: (() => void) | undefined;

  /** @param content copied; the size must fit the geometry */
  constructor(geometry: FlashGeometry = LINUX_FLASH, content?: Uint8Array) {
    if (content && content.length !== geometry.totalBytes) {
      throw new Error(`flash content has ${content.length} bytes instead of ${geometry.totalBytes}`);
    }
    this.pageBytes = geometry.pageBytes;
    this.startAddress = geometry.startAddress ?? LINUX_ADDRESS;
    this.bytes = content ? content.slice() : new Uint8Array(geometry.totalBytes).fill(0xff);
  }

  /** Clears the bits that are 0 in `data`. Throws `PowerCut` with the first bytes done when power fails. */
  program(offset: number, data: Uint8Array): void {
    const { bytes } = this;
    if (offset < 0 || offset + data.length > bytes.length)
      throw new Error(`programming outside the flash at ${offset}`);
    if (this.isCut()) this.countdown = data.length >> 1;
    const allowed = Math.min(data.length, this.countdown ?? data.length);
    for (let i = 0; i < allowed; i++) bytes[offset + i]! &= data[i]!;
    this.spend(data.length);
  }

  /** Programs words of 4 bytes, as the interpreter does: what stands beside the data is programmed again. */
  programAligned(offset: number, data: Uint8Array): void {
    const start = offset & ~3;
    const end = (offset + data.length + 3) & ~3;
    const head = Math.min(offset === start ? 0 : start + 4 - offset, data.length);
    // An unaligned beginning is one operation, whole words are the second, the rest is the third.
    if (head > 0) this.programWord(start, offset - start, data.subarray(0, head));
    const whole = (data.length - head) & ~3;
    if (whole > 0) this.program(offset + head, data.subarray(head, head + whole));
    const tail = data.length - head - whole;
    if (tail > 0) this.programWord(end - 4, 0, data.subarray(head + whole));
  }

  /** Erases the page that holds `offset`. A cut of power in it leaves the page half erased. */
  erasePage(offset: number): void {
    const start = offset - (offset % this.pageBytes);
    if (this.isCut()) this.countdown = 0;
    if (this.countdown === 0) {
      for (let at = start; at < start + this.pageBytes; at += 3) this.bytes[at]! |= 0x5a;
    }
    if (this.countdown !== undefined) this.spend(1);
    this.bytes.fill(0xff, start, start + this.pageBytes);
  }

  /** Erases every page that begins before `end`, from the page of `start` on. */
  erasePages(start: number, end: number): void {
    for (let page = start - (start % this.pageBytes); page < end; page += this.pageBytes)
      this.erasePage(page);
  }

  isErased(offset: number, length: number): boolean {
    const end = Math.min(offset + length, this.bytes.length);
    for (let i = offset; i < end; i++) if (this.bytes[i] !== 0xff) return false;
    return true;
  }

  private programWord(start: number, at: number, data: Uint8Array): void {
    const word = this.bytes.slice(start, start + 4);
    word.set(data, at);
    this.program(start, word);
  }

  /** Counts a piece; true when the power fails in it. */
  private isCut(): boolean {
    if (this.cutAt === undefined || --this.cutAt > 0) return false;
    this.cutAt = undefined;
    return true;
  }

  private spend(count: number): void {
    if (this.countdown === undefined) return;
    if (this.countdown >= count) {
      this.countdown -= count;
      return;
    }
    this.countdown = undefined;
    this.onPowerCut?.();
    throw new PowerCut();
  }
}
