/**
 * Bytes in a string, one character per byte (0 to 255): the cheapest form in the interpreter, where
 * every string is bytes, and the form its serial ports, storage, hash and sockets take and give.
 */
export type Bytes = string;
