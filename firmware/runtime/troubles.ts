import type { Device } from "../../hal/device";
import type { Keypad } from "../../hal/ports/keypad";
import type { NetworkState } from "../../hal/ports/network";
import type { Scanner } from "../../hal/ports/scanner";
import type { Trouble } from "../payment/events";

function networkTrouble(state: Exclude<NetworkState, "online">): Trouble {
  switch (state) {
    case "joining": return "network_joining";
    case "notFound": return "network_notFound";
    case "refused": return "network_refused";
    case "noAddress": return "network_noAddress";
    default: return "network_notSet";
  }
}

/** What is wrong with the terminal itself now, as its parts say; parts that say nothing have no trouble. */
export function troublesOf(device: Device, scanner: Scanner, keypad: Keypad): Trouble[] {
  const troubles: Trouble[] = [];
  const network = device.network;
  if (scanner.health !== undefined && scanner.health() === "silent") troubles.push("silent_scanner");
  if (keypad.health !== undefined && keypad.health() === "silent") troubles.push("silent_keypad");
  if (network !== undefined && network.state !== "online") troubles.push(networkTrouble(network.state));
  if (device.battery !== undefined && device.battery.isLow()) troubles.push("battery_low");
  return troubles;
}
