import type { Reach } from "../network";
import { Exchange } from "./http-exchange";
import type { Foreign, Machine } from "./machine";

/** `require("http")` over the simulated network, with the interpreter's ways of failing. */
export function defineHTTP(machine: Machine, network: Reach, latencyMs: number): void {
  const exchanges = new WeakMap<Foreign, Exchange>();
  const open = new Set<Exchange>();
  const requestClass = machine.library({});
  const answerClass = machine.library({});
  machine.global.httpCRq = requestClass;
  machine.global.httpCRs = answerClass;
  requestClass.prototype = members(machine, {
    write(this: Foreign, data: Foreign) {
      exchanges.get(this)?.write(data);
    },
    end(this: Foreign, data: Foreign) {
      exchanges.get(this)?.finish(data);
    },
  });
  answerClass.prototype = members(machine, {
    read(this: Foreign) {
      return machine.heldData(this) ?? "";
    },
    available(this: Foreign) {
      return machine.heldLength(this);
    },
  });
  Object.defineProperties(requestClass.prototype, {
    // The only way to break off: an undocumented member that the interpreter looks at in its next pass.
    clsNow: {
      get: machine.pure(function (this: Foreign) {
        return exchanges.get(this)?.brokenOff;
      }),
      set: machine.native(function (this: Foreign, now: Foreign) {
        if (now) exchanges.get(this)?.breakOff();
      }),
    },
    // Another one: what of the request still waits to be sent.
    dSnd: {
      get: machine.pure(function (this: Foreign) {
        return exchanges.get(this)?.unsent;
      }),
    },
    // And what came and is no whole head yet.
    dRcv: {
      get: machine.pure(function (this: Foreign) {
        return exchanges.get(this)?.waiting;
      }),
    },
  });
  machine.defineModule("http", () =>
    machine.library({
      request: machine.native(request),
      get: machine.native((options: Foreign, callback: Foreign) => {
        const rq = request(options, callback);
        exchanges.get(rq)?.finish(undefined);
        return rq;
      }),
      createServer: machine.native(() => {
        throw machine.error("Error", "http.createServer is not in the stand-in");
      }),
    }),
  );
  machine.onPoll(() => {
    let busy = false;
    for (const exchange of [...open]) if (exchange.step()) busy = true;
    return busy;
  });
  machine.onStop(() => {
    for (const exchange of open) exchange.connection?.close();
    open.clear();
  });

  function request(given: Foreign, callback: Foreign): Foreign {
    const options = typeof given === "string" ? machine.global.url.parse(given) : given;
    if (typeof options !== "object" || options === null) {
      machine.print("ERROR: Expecting Options to be an Object");
      return undefined;
    }
    if (callback !== undefined && typeof callback !== "function") {
      machine.print("ERROR: Expecting Callback Function");
      return undefined;
    }
    const rq = Object.create(requestClass.prototype);
    const res = Object.create(answerClass.prototype);
    Object.assign(rq, { type: 0, res, opt: options });
    if (callback) rq["#onconnect"] = callback;
    const exchange = new Exchange(machine, network, latencyMs, rq, res, options, () => open.delete(exchange));
    exchanges.set(rq, exchange);
    open.add(exchange);
    return rq;
  }
}

function members(machine: Machine, methods: Record<string, (this: any, ...args: any[]) => unknown>): Foreign {
  const prototype = machine.object();
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, {
      value: machine.native(method),
      enumerable: false,
      writable: true,
    });
  }
  return prototype;
}
