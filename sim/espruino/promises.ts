import type { Foreign, Machine } from "./machine";

type Reaction = { callback: Foreign; next: Box };
/** A box settles its promise once, however often it is asked. */
type Box = { promise: State; settled: boolean };

interface State {
  self: Foreign;
  state: "pending" | "fulfilled" | "rejected";
  value: unknown;
  onFulfilled: Reaction[];
  onRejected: Reaction[] | undefined;
}

/**
 * The interpreter's promises: reactions, and the settling itself, are ordinary queued events and no
 * microtasks; a rejection that nobody handles yet is an uncaught exception at once.
 */
export function definePromise(machine: Machine): void {
  const { loop } = machine;
  const states = new WeakMap<object, State>();
  const prototype = machine.object();

  function PromiseClass(this: Foreign, executor: Foreign): Foreign {
    if (typeof executor !== "function")
      throw machine.error("Error", "Function required in promise constructor");
    const box = makeBox();
    try {
      Reflect.apply(executor, undefined, [settler(box, true), settler(box, false)]);
    } catch (error) {
      if (!loop.alive) throw error;
      loop.queue(() => settle(box, error, false));
      return box.promise.self;
    }
    // On the board such a promise is freed memory that is still in use; here it is refused.
    if (executor.length === 0)
      throw machine.error("Error", "a promise's executor must keep or call its resolve");
    return box.promise.self;
  }

  function makeBox(): Box {
    const self = Object.create(prototype) as Foreign;
    const promise: State = {
      self,
      state: "pending",
      value: undefined,
      onFulfilled: [],
      onRejected: undefined,
    };
    states.set(self, promise);
    return { promise, settled: false };
  }

  function settler(box: Box, fulfil: boolean): Foreign {
    return machine.pure((value: unknown) => loop.queue(() => settle(box, value, fulfil)));
  }

  function settle(box: Box, value: Foreign, fulfil: boolean): void {
    if (box.settled) return;
    box.settled = true;
    const { promise } = box;
    if (value === promise.self) throw machine.error("Error", "Illegal resolving to self");
    const then = fulfil && typeof value === "object" && value !== null ? value.then : undefined;
    if (typeof then !== "function") return seal(promise, value, fulfil);
    const inner: Box = { promise, settled: false };
    try {
      Reflect.apply(then, value, [
        machine.pure((result: unknown) => settle(inner, result, true)),
        machine.pure((result: unknown) => settle(inner, result, false)),
      ]);
    } catch (error) {
      if (!loop.alive) throw error;
      settle(inner, error, false);
    }
  }

  function seal(promise: State, value: unknown, fulfil: boolean): void {
    promise.state = fulfil ? "fulfilled" : "rejected";
    promise.value = value;
    const reactions = fulfil ? promise.onFulfilled : promise.onRejected;
    if (!reactions && !fulfil) throw unhandled(value);
    for (const reaction of reactions ?? []) react(reaction, value, fulfil);
  }

  function unhandled(value: Foreign): Foreign {
    const error = machine.error("Error", `Unhandled promise rejection: ${value}`);
    if (value?.stack) error.stack = value.stack;
    return error;
  }

  function react(reaction: Reaction, value: unknown, fulfil: boolean): void {
    loop.queue(() => {
      if (typeof reaction.callback !== "function") return settle(reaction.next, value, fulfil);
      let result: unknown;
      let threw = false;
      try {
        result = Reflect.apply(reaction.callback, undefined, [value]);
      } catch (error) {
        if (!loop.alive) throw error;
        threw = true;
        result = error;
      }
      settle(reaction.next, result, !threw);
    });
  }

  function then(this: Foreign, onFulfilled: Foreign, onRejected: Foreign): Foreign {
    const promise = states.get(this);
    if (!promise) throw machine.error("TypeError", "then of something that is no promise");
    const next = makeBox();
    if (promise.state === "pending") {
      promise.onFulfilled.push({ callback: onFulfilled, next });
      (promise.onRejected ??= []).push({ callback: onRejected, next });
    } else {
      const fulfil = promise.state === "fulfilled";
      react({ callback: fulfil ? onFulfilled : onRejected, next }, promise.value, fulfil);
    }
    return next.promise.self;
  }

  function all(list: Foreign): Foreign {
    const box = makeBox();
    const results = machine.array([]);
    let left = 0;
    const keep =
      (index: number) =>
      (value: unknown): void => {
        results[index] = value;
        if (--left === 0) loop.queue(() => settle(box, results, true));
      };
    const items = Array.from(list as Iterable<Foreign>);
    items.forEach((item, index) => {
      if (states.has(item)) {
        left++;
        then.call(item, machine.pure(keep(index)), settler(box, false));
      } else results[index] = item;
    });
    if (left === 0) loop.queue(() => settle(box, results, true));
    return box.promise.self;
  }

  function settled(value: Foreign, fulfil: boolean): Foreign {
    if (fulfil && states.has(value)) return value;
    const box = makeBox();
    loop.queue(() => settle(box, value, fulfil));
    return box.promise.self;
  }

  const hidden = (value: unknown) => ({ value, enumerable: false, writable: true, configurable: true });
  const constructor = machine.pure(PromiseClass as unknown as () => unknown) as Foreign;
  constructor.prototype = prototype;
  Object.defineProperties(prototype, {
    constructor: hidden(constructor),
    then: hidden(machine.pure(then)),
    catch: hidden(
      machine.pure(function (this: Foreign, onRejected: Foreign) {
        return then.call(this, undefined, onRejected);
      }),
    ),
  });
  constructor.all = machine.pure(all);
  constructor.resolve = machine.pure((value: Foreign) => settled(value, true));
  constructor.reject = machine.pure((value: Foreign) => settled(value, false));
  machine.global.Promise = constructor;
}
