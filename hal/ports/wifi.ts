import type { Bytes } from "./bytes";

/** What the radio tells. None is called from inside a method. */
export interface WiFiOptions {
  /** An access point took the terminal, for the first time or back by itself: no address yet. */
  onAssociated: () => void;
  /** Joined, with an address: connections can be opened. Told again when an address was given again. */
  onConnected: () => void;
  /** Not joined, or no more. `reason` is a word of IEEE 802.11, such as NO_AP_FOUND or AUTH_FAIL. */
  onDisconnected: (reason: Bytes) => void;
}

/**
 * The radio as a station. `connect` leaves what is joined and tries to join; it may also end in nothing being told at
 * all, when the access point gives no address. `disconnect` ends trying as well.
 */
export interface WiFi {
  connect(options: { ssid: Bytes; password: Bytes }): void;
  disconnect(): void;
}

/** A board's radio. */
export type OpenWiFi = (options: WiFiOptions) => WiFi;
