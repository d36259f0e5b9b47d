// Where everything lies in the journal's file; docs/JOURNAL.md is the same in words.

/** The file made at provisioning. */
export const JOURNAL_FILE = "journal";
/** Its first bytes; eight bytes of chance follow, which tell this journal from every other. */
export const FILE_MARK = "TTJ3";
/** Mark and chance. Segments begin at the first page behind. */
export const FILE_HEADER_BYTES = 12;

/** A segment is a page, or several where pages are smaller. */
export const SEGMENT_BYTES = 4096;
/** Sequence number in 3 bytes, the last tag of the segment before in 4, READY in the last. */
export const LABEL_BYTES = 8;
/** In the label's last byte: the records of open orders were copied, the segment counts. */
export const READY = 0x52;

/** Kind, slot of the oldest open order, slot of the newest totals, payload, tag, told mark, commit mark. */
export const SLOT_BYTES = 28;
/** Slots of one segment. */
export const SLOTS = 146;
export const PAYLOAD_AT = 3;
export const PAYLOAD_BYTES = 19;
/** First bytes of the SHA-256 of the tag before and all in front of this one. */
export const TAG_AT = 22;
export const TAG_BYTES = 4;
/** Outside the tag. Zero is written there, in the slot of an order, when the merchant had its verdict. */
export const TOLD_AT = 26;
/** In a slot's last byte: not committed. Zero is written there when everything before it was read back. */
export const UNCOMMITTED = 255;
/** Added to a kind when the record goes on in the next slot, of kind GOES_ON. */
export const MORE = 128;
export const GOES_ON = 43;
/** In place of a slot's number. */
export const NO_SLOT = 255;

export const ERASED = "\xff";
