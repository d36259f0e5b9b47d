/** Kinds of failure a port reports by throwing; an open set. Callers branch on the kind alone. */
export type HalErrorKind = "closed" | "missing" | "storage" | "busy" | "option";

/** What ports throw. Not a class: the interpreter cannot extend Error. */
export interface HalError {
  kind: HalErrorKind;
  message: string;
}

/** Makes the value a port throws. No secret belongs in `message`. */
export function halError(kind: HalErrorKind, message: string): HalError {
  return { kind: kind, message: message };
}
