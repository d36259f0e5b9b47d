import type { FieldRule } from "../protocol/fields";

const ANYWHERE = "https://[^\\s?#/@]+";
/** Plain HTTP, only to the same machine, where no real merchant is. */
const LOOPBACK = "http://(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?";

/** Where notifications go: an address without a query. Reference 3.2. */
export const NOTIFY_RULE: FieldRule = {
  name: "notify_url",
  required: false,
  bytesMax: 256,
  pattern: new RegExp(`^(${ANYWHERE}|${LOOPBACK})(/[^\\s?#]*)?$`),
};
