import type { OpenDigital } from "../../hal/ports/digital";
import type { VirtualClock } from "../../sim/clock";
import type { Level, Net } from "../../sim/pins";

/** Keeps the contract of the port over nets in virtual time; the last net is bit 0. */
export function simulatedDigital(clock: VirtualClock, nets: Net[]): OpenDigital {
  return (options) => {
    let open = true;
    const drive = (net: Net, level: Level): void => {
      if (options.mode === "output") net.drive(nets, level);
      else if (options.mode === "openDrain") net.drive(nets, level === 0 ? 0 : undefined);
    };
    const write = (bits: number): void => nets.forEach((net, at) => drive(net, ((bits >> (nets.length - 1 - at)) & 1) as Level));
    for (const net of nets) {
      if (options.mode === "inputPullUp") net.drive(nets, 1, true);
      if (options.onReadable) net.watchers.add(() => clock.after(0, () => { if (open) options.onReadable!(); }));
    }
    write(options.initial ?? 0);
    return { read: () => nets.reduce((bits, net) => (bits << 1) | net.level, 0), write, close: () => { open = false; } };
  };
}
