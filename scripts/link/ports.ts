import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SerialPort } from "serialport";

/** A serial port of this machine. */
export interface FoundPort {
  path: string;
  /** Who made it, where the system knows. */
  maker: string;
  /** Whether this user may open it. */
  isOpenable: boolean;
}

/** On Linux a board's port is one of these; real names are seen in /dev/serial/by-id. */
const LINUX_PORT = /^tty(USB|ACM|AMA)\d+$/;
const BY_ID = "serial/by-id";

/** The serial ports that a board could be behind. */
export async function findPorts(folder = "/dev", platform: string = process.platform): Promise<FoundPort[]> {
  if (platform === "linux") return linuxPorts(folder);
  const ports = await SerialPort.list();
  return ports.map(({ path, manufacturer }) => ({ path, maker: manufacturer ?? "", isOpenable: true }));
}

function linuxPorts(folder: string): FoundPort[] {
  const ids = existsSync(join(folder, BY_ID)) ? readdirSync(join(folder, BY_ID)) : [];
  return readdirSync(folder).filter((name) => LINUX_PORT.test(name)).sort().map((name, index, all) => ({
    path: join(folder, name), maker: ids.length === all.length ? ids[index]! : "", isOpenable: isOpenable(join(folder, name)),
  }));
}

function isOpenable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
