import type { Foreign, Machine } from "./machine";

/**
 * Date on the machine's clock. Local time is UTC plus what E.setTimeZone says, never the host's;
 * what is no date is 1970.
 */
export function defineDate(machine: Machine): { setTimeZone(hours: number): void } {
  const Original = machine.intrinsics.Date;
  const { prototype } = Original as Foreign;
  let offsetMs = 0;
  const utc = (name: string): ((this: Date) => number) => Date.prototype[`getUTC${name}` as "getUTCDate"];
  const now = (): number => machine.clock.nowMs - machine.epochMs;

  function DateClass(this: Foreign, ...args: Foreign[]): Foreign {
    let time = now();
    if (args.length === 1) time = typeof args[0] === "string" ? parse(args[0]) : Number(args[0]);
    else if (args.length > 1) {
      const [year, month, day = 1, hours = 0, minutes = 0, seconds = 0, ms = 0] = args;
      time = Date.UTC(year, month, day, hours, minutes, seconds, ms) - offsetMs;
    }
    return new Original(Number.isNaN(time) ? 0 : time);
  }

  function parse(text: string): number {
    const zoned = /(Z|GMT|UTC|[+-]\d\d:?\d\d)\s*$/i.test(text);
    const time = Date.parse(zoned || /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text}Z`);
    const other = Number.isNaN(time) && !zoned ? Date.parse(`${text} GMT`) : time;
    return Number.isNaN(other) ? 0 : other - (zoned ? 0 : offsetMs);
  }

  const members: Record<string, (this: Date, ...args: number[]) => unknown> = {
    getTimezoneOffset: () => -offsetMs / 60_000,
    getIsDST: () => false,
  };
  for (const name of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"]) {
    members[`get${name}`] = function () {
      return utc(name).call(new Date(this.getTime() + offsetMs));
    };
    if (name === "Day") continue;
    members[`set${name}`] = function (...args) {
      const local = new Date(this.getTime() + offsetMs);
      Reflect.apply(Date.prototype[`setUTC${name}` as "setUTCDate"], local, args);
      return this.setTime(local.getTime() - offsetMs);
    };
  }
  for (const [name, member] of Object.entries(members))
    hide(prototype, name, machine.pure(member as Foreign));
  const constructor = machine.pure(DateClass as Foreign) as Foreign;
  constructor.prototype = prototype;
  hide(constructor, "now", machine.pure(now));
  hide(
    constructor,
    "parse",
    machine.pure((text: Foreign) => parse(String(text))),
  );
  hide(prototype, "constructor", constructor);
  machine.global.Date = constructor;
  return {
    setTimeZone: (hours) => {
      offsetMs = hours * 3_600_000;
    },
  };
}

function hide(target: Foreign, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: false, writable: true, configurable: true });
}
