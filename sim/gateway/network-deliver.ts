import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { VirtualClock } from "../clock";
import type { Network } from "../network";
import type { Deliver } from "./notifications";
import { decodeUtf8 } from "./protocol/utf8";

/** Delivers to servers of the simulated network. An address that nobody listens on gives no answer. */
export function deliverOver(network: Network, clock: VirtualClock): Deliver {
  return (url, body, done) => {
    const parts = /^(https?):\/\/([^/:]+|\[[^\]]*\])(?::(\d+))?(\/.*)?$/.exec(url);
    if (parts === null) return done(undefined);
    const [, scheme, host, port, path = "/"] = parts;
    const server = network.find(host!, Number(port ?? (scheme === "https" ? 443 : 80)));
    if (server === undefined) return done(undefined);
    const headers = { "content-type": "text/xml", host: host! };
    server({ method: "POST", path, headers, body: utf8ToBytes(body) }, (outcome) => {
      // Silence is what the waiting of the sender is for.
      if (outcome.kind === "silent") return;
      const answered = outcome.kind === "answer" && outcome.response.status === 200;
      const answer = answered ? decodeUtf8(outcome.response.body) : undefined;
      clock.after(outcome.kind === "answer" ? outcome.delayMs ?? 0 : 0, () => done(answer));
    });
  };
}
