/** How the interpreter's storage area in flash is used. Source: the board's definition in the interpreter's sources. */
export interface FlashFacts {
  /** Where the area begins, as tools that write flash see it. */
  address: number;
  totalBytes: number;
  /** What one erase clears. */
  pageBytes: number;
  /** Room for one image. */
  slotBytes: number;
  /** Two, where updates have a place to be fetched to. */
  slots: 1 | 2;
}

/** What the build and the tools must know of a board, and its image need not. */
export interface BoardFacts {
  /** What its interpreter calls itself, `process.env.BOARD` in lower case, without what tells builds of one board apart. */
  interpreter: string;
  /** A name in sim/chips.ts, where parts hang on pins: the pins are held to what the chip can do. */
  chip?: string;
  flash: FlashFacts;
  /** A voice module can be wired, and the setting `voice` chooses it. */
  voice?: boolean;
  /** A bigger image is a build that failed. */
  imageBytesMax: number;
  /** Why these pins, and what to do before the first sale: for the board's page in docs/hardware. Markdown. */
  about: string;
}

/** The partition table of the interpreter's builds for ESP32 and ESP32-S3: "storage", 896 KB (boards/ESP32.py). */
export const ESPRESSIF_FLASH: FlashFacts = {
  address: 0x320000, totalBytes: 917_504, pageBytes: 4096, slotBytes: 122_880, slots: 2,
};
