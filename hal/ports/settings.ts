import type { Bytes } from "./bytes";

/** Looks up one setting by its key, as provisioned or as changed since; undefined where there is none. */
export type Lookup = (key: string) => Bytes | undefined;

/**
 * Changes one setting for this and every later start; it holds no end of line. Durable on return: a cut
 * of power leaves the old value or the new one. Throws HalError "missing" or "storage" when it is not.
 */
export type SaveSetting = (key: string, value: Bytes) => void;
