import type { Bytes } from "./bytes";

/** Looks up one provisioned setting by its key; undefined where there is none. */
export type Lookup = (key: string) => Bytes | undefined;
