import type { Bytes } from "../../ports/bytes";
import type { Clock } from "../../ports/clock";
import type { Network, NetworkState } from "../../ports/network";
import type { OpenWiFi } from "../../ports/wifi";

export interface StationParts {
  open: OpenWiFi;
  clock: Clock;
  /** Chance, 0 to 1, that differs between terminals: after a power cut not all of them ask at the same time. */
  chance: () => number;
}

export interface StationOptions {
  /** "" where nobody said which network. */
  ssid: Bytes;
  /** "" for an open network. */
  password: Bytes;
}

/** From asking, or from the access point that took the terminal, to an address: the radio's three tries take that long. */
const ATTEMPT_MS = 40_000;
/** The first wait after a failure; each further one is twice as long, up to the longest. */
const WAIT_MS = 1000;
const WAIT_MS_MAX = 30_000;

/** Reasons of IEEE 802.11 that stand for a wrong password, as the radio's library spells them. */
const REFUSALS = [
  "4WAY_HANDSHAKE_TIMEOUT", "HANDSHAKE_TIMEOUT", "AUTH_FAIL", "AUTH_EXPIRE", "MIC_FAILURE", "802_1X_AUTH_FAILED",
];

function stateAfter(reason: Bytes): NetworkState {
  if (reason === "NO_AP_FOUND") return "notFound";
  return REFUSALS.indexOf(reason) < 0 ? "joining" : "refused";
}

/**
 * Joins the network and stays in it, without end: after a failure it waits, longer each time and at most half a
 * minute, half of it by chance. An attempt that ends in nothing is broken off. A wrong password is tried on as well:
 * access points say the same of a busy hour. Nothing that matters hangs on the state: a request without a network
 * fails by itself.
 */
export function openStation(parts: StationParts, options: StationOptions): Network {
  const clock = parts.clock;
  const network: { state: NetworkState; onChange: Network["onChange"] } = {
    state: options.ssid === "" ? "notSet" : "joining", onChange: undefined,
  };
  let waitMs = WAIT_MS;
  let timer = 0;
  /** Between attempts nothing that the radio tells is news: it is of an attempt that was given up. */
  let trying = false;

  function enter(state: NetworkState): void {
    if (state === network.state) return;
    network.state = state;
    if (network.onChange) network.onChange();
  }

  function after(delayMs: number, run: () => void): void {
    if (timer) clock.stop(timer);
    timer = clock.start(delayMs, function () {
      timer = 0;
      run();
    });
  }

  function giveUp(): void {
    wifi.disconnect();
    fail("noAddress");
  }

  function join(): void {
    trying = true;
    awaitAddress();
    wifi.connect({ ssid: options.ssid, password: options.password });
  }

  /** What is not heard of any more has no address, or a radio that lost itself. */
  function awaitAddress(): void {
    after(ATTEMPT_MS, giveUp);
  }

  function fail(state: NetworkState): void {
    trying = false;
    after(waitMs / 2 + parts.chance() * waitMs / 2, join);
    waitMs = Math.min(waitMs * 2, WAIT_MS_MAX);
    enter(state);
  }

  if (network.state === "notSet") return network;
  const wifi = parts.open({
    onAssociated: function () {
      if (!trying) return;
      awaitAddress();
      // Lost, and back by itself: the address is to be given anew.
      if (network.state === "online") enter("joining");
    },
    onConnected: function () {
      if (!trying) return;
      if (timer) clock.stop(timer);
      timer = 0;
      waitMs = WAIT_MS;
      enter("online");
    },
    onDisconnected: function (reason) {
      if (trying) fail(stateAfter(reason));
    },
  });
  join();
  return network;
}
