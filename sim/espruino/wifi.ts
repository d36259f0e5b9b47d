import type { AccessPoint, LeaveReason } from "../devices/access-point";
import type { Reach } from "../network";
import type { Foreign, Machine } from "./machine";

/** It tries so often before it says that it failed. */
const TRIES = 3;
const SSID_BYTES_MAX = 31;
const PASSWORD_BYTES_MAX = 63;
const REASONS: Record<LeaveReason, number> = { ASSOC_LEAVE: 8, BEACON_TIMEOUT: 200, NO_AP_FOUND: 201, HANDSHAKE_TIMEOUT: 204 };
const MAC = "02:00:00:00:00:01";

/**
 * `require("Wifi")` of an ESP32, as far as a station goes, and the console that it offers to the network. Gives the
 * network as this station sees it: nobody is reached without an address.
 */
export function defineWifi(machine: Machine, point: AccessPoint, network: Reach): Reach {
  const station = new Station(machine, point);
  const telnet = machine.library({
    setOptions: machine.native((options: Foreign) => {
      if (options === null || typeof options !== "object") throw machine.error("Error", `Expecting Object, got ${typeof options}`);
      if (options.mode !== undefined && !["on", "off"].includes(options.mode)) throw machine.error("Error", "Unknown mode value");
      station.offersTelnet = options.mode !== "off";
      machine.loop.wakeNow();
    }),
  });
  machine.defineModule("Wifi", () => station.library);
  machine.defineModule("TelnetServer", () => telnet);
  // Its network counts as online from the start: it listens from the first idle moment, joined or not.
  machine.onPoll(() => {
    point.telnetOpen = station.offersTelnet;
    return false;
  });
  machine.loop.wakeNow();
  machine.onStop(() => {
    point.telnetOpen = false;
    point.leave();
  });
  return {
    find: (host, port) => station.online ? network.find(host, port) : undefined,
    get plugged() { return station.online && network.plugged; },
  };
}

/** The state that the interpreter keeps of the radio. */
class Station {
  readonly library: Foreign;
  offersTelnet = true;
  online = false;
  /** As the interpreter believes: still true while it tries again after a loss. */
  private connected = false;
  private triesLeft = 0;
  private joined = { ssid: "", password: "" };
  private reason: LeaveReason | undefined;
  private onDone: Foreign;

  constructor(private readonly machine: Machine, private readonly point: AccessPoint) {
    this.library = machine.library({
      connect: machine.native((ssid: Foreign, options: Foreign, onDone: Foreign) => this.connect(ssid, options, onDone)),
      disconnect: machine.native((onDone: Foreign) => this.disconnect(onDone)),
      getStatus: machine.native(() => machine.object({
        station: this.connected ? "connected" : this.reason ?? "Unknown reason", mode: this.connected ? "STA" : "NULL", powersave: "modem",
      })),
    });
    for (const name of NOT_HERE) {
      this.library[name] = machine.native(() => { throw machine.error("Error", `Wifi.${name} is not in the stand-in`); });
    }
  }

  private connect(ssid: Foreign, options: Foreign, onDone: Foreign): void {
    const { machine } = this;
    if (typeof ssid !== "string") throw machine.error("Error", "No SSID provided");
    if (options !== undefined && (typeof options !== "object" || options === null)) {
      throw machine.error("Error", `Expecting Object, got ${typeof options}`);
    }
    this.checkCallback(onDone);
    const password = options?.password;
    if (password !== undefined && typeof password !== "string") {
      throw machine.error("Error", `Expecting options.password to be a string but got ${typeof password}`);
    }
    this.joined = { ssid: ssid.slice(0, SSID_BYTES_MAX), password: (password ?? "").slice(0, PASSWORD_BYTES_MAX) };
    this.onDone = onDone;
    this.triesLeft = TRIES;
    if (this.connected) {
      // It leaves first, and that counts as the first failure.
      this.point.leave();
      return this.lost("ASSOC_LEAVE");
    }
    this.attempt();
  }

  private disconnect(onDone: Foreign): void {
    this.checkCallback(onDone);
    this.triesLeft = 0;
    this.point.leave();
    if (this.connected) this.machine.clock.after(0, () => { if (this.machine.loop.alive) this.lost("ASSOC_LEAVE"); });
    if (onDone !== undefined) this.machine.loop.queue(() => this.machine.loop.call(onDone, undefined, []));
  }

  private checkCallback(onDone: Foreign): void {
    if (onDone !== undefined && typeof onDone !== "function") {
      throw this.machine.error("Error", `Expecting callback function but got ${String(onDone)}`);
    }
  }

  private attempt(): void {
    this.point.join(this.joined.ssid, this.joined.password, {
      onAssociated: () => {
        this.connected = true;
        this.tell("associated", { ssid: this.joined.ssid, mac: MAC, channel: "6" });
      },
      onAddress: () => {
        this.online = true;
        this.finish(null);
        this.tell("connected", { ip: "192.168.1.20", netmask: "255.255.255.0", gw: "192.168.1.1" });
      },
      onLost: (reason) => this.lost(reason),
    });
  }

  private lost(reason: LeaveReason): void {
    this.online = false;
    if (--this.triesLeft > 0) return this.attempt();
    this.connected = false;
    this.reason = reason;
    this.tell("disconnected", { ssid: this.joined.ssid, mac: MAC, reason: String(REASONS[reason]), msg: reason });
    this.finish(reason);
  }

  private tell(event: string, details: Record<string, string>): void {
    this.machine.emit(this.library, event, [this.machine.object(details)]);
    this.machine.loop.wakeNow();
  }

  private finish(error: string | null): void {
    const { onDone } = this;
    this.onDone = undefined;
    if (onDone !== undefined) this.machine.loop.queue(() => this.machine.loop.call(onDone, undefined, [error]));
  }
}

/** What no image of ours may need without the stand-in learning it. */
const NOT_HERE = `
  scan startAP stopAP setConfig getDetails getAPDetails save restore getIP getAPIP getHostByName getHostname setHostname
  setSNTP setIP setAPIP ping turbo`.trim().split(/\s+/);
