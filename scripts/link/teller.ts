import { SingleBar } from "cli-progress";

/** How a tool tells its user what it does. */
export interface Teller {
  line(text: string): void;
  /** A piece of work of so many bytes begins; the result is told after every part of it, with the bytes done. */
  work(name: string, bytes: number): (done: number) => void;
}

/** Lines on the standard output; a bar for each piece of work where that is a terminal. */
export function consoleTeller(): Teller {
  let bar: SingleBar | undefined;
  const finish = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    line(text) {
      finish();
      console.log(text);
    },
    work(name, bytes) {
      finish();
      if (!process.stdout.isTTY || bytes === 0) return () => undefined;
      const shown = new SingleBar({ format: `${name.padEnd(12)} [{bar}] {value} of {total} bytes, {eta} s left`, hideCursor: true });
      shown.start(bytes, 0);
      bar = shown;
      return (done) => {
        shown.update(done);
        if (done >= bytes && bar === shown) finish();
      };
    },
  };
}
