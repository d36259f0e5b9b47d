import type { Device } from "../../hal/device";
import type { Keypad } from "../../hal/ports/keypad";
import type { Scanner } from "../../hal/ports/scanner";
import type { Trouble } from "../payment/events";

/** What is wrong with the terminal itself now, as its parts say; parts that say nothing have no trouble. */
export function troublesOf(device: Device, scanner: Scanner, keypad: Keypad): Trouble[] {
  const troubles: Trouble[] = [];
  const network = device.network;
  if (scanner.health !== undefined && scanner.health() === "silent") troubles.push("silent_scanner");
  if (keypad.health !== undefined && keypad.health() === "silent") troubles.push("silent_keypad");
  if (network !== undefined && network.state !== "online") troubles.push(("network_" + network.state) as Trouble);
  if (device.battery !== undefined && device.battery.isLow()) troubles.push("battery_low");
  return troubles;
}
