import type { VirtualClock } from "../clock";

/** Why a station is not joined, as IEEE 802.11 numbers it. */
export type LeaveReason = "ASSOC_LEAVE" | "BEACON_TIMEOUT" | "NO_AP_FOUND" | "HANDSHAKE_TIMEOUT";

/** What a station hears from the air. */
export interface StationEars {
  onAssociated(): void;
  onAddress(): void;
  /** Also the end of an attempt. */
  onLost(reason: LeaveReason): void;
}

/** A shop's router: what it is set to may change at any time, and counts from the next attempt on. */
export interface AccessPoint {
  ssid: string;
  password: string;
  inRange: boolean;
  /** From the association to the address; undefined: it gives none. */
  addressMs: number | undefined;
  /** Attempts to join since it was made. */
  attempts: number;
  /** The station listens on its telnet port, a way in that must be closed: for whoever joined it, and for all once it has joined. */
  telnetOpen: boolean;
  /** Ends what is joined, as a router does that restarts. */
  drop(): void;
  /** One attempt; the latest station's ears count. */
  join(ssid: string, password: string, ears: StationEars): void;
  /** The station leaves or ends its attempt. */
  leave(): void;
}

/** Searching all channels. */
const SEARCH_MS = 2_400;
const ASSOCIATE_MS = 300;
/** A wrong password shows in a handshake that does not come to its end. */
const HANDSHAKE_MS = 4_000;

/** Makes one in range that gives addresses at once. */
export function createAccessPoint(clock: VirtualClock, settings: { ssid: string; password: string }): AccessPoint {
  let ears: StationEars | undefined;
  let cancel = (): void => undefined;
  const later = (delayMs: number, run: () => void): void => {
    cancel();
    cancel = clock.after(delayMs, run);
  };
  const lose = (reason: LeaveReason): void => {
    const told = ears;
    ears = undefined;
    told?.onLost(reason);
  };
  const point: AccessPoint = {
    ...settings, inRange: true, addressMs: 200, attempts: 0, telnetOpen: false,
    drop() {
      cancel();
      lose("BEACON_TIMEOUT");
    },
    join(ssid, password, station) {
      point.attempts++;
      ears = station;
      if (!point.inRange || ssid !== point.ssid) return later(SEARCH_MS, () => lose("NO_AP_FOUND"));
      if (password !== point.password) return later(HANDSHAKE_MS, () => lose("HANDSHAKE_TIMEOUT"));
      later(ASSOCIATE_MS, () => {
        station.onAssociated();
        if (point.addressMs !== undefined) later(point.addressMs, () => station.onAddress());
      });
    },
    leave() {
      cancel();
      ears = undefined;
    },
  };
  return point;
}
