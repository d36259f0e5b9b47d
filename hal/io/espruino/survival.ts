import type { Survival } from "../../ports/survival";

/** From the power to this program, with room to spare. */
const START_MS = 20_000;
/** A clock beyond that is somebody's, not a count since the power came. */
const YEAR_MS = 365 * 86_400_000;

/** With memory at its end not even the list of flags can be made: no list is the worst of news. */
function isFatal(flags: string[] | undefined): boolean {
  return !flags || !flags.length || flags.indexOf("MEMORY") >= 0 || flags.indexOf("CALLBACK") >= 0;
}

/**
 * The interpreter's error flags, its watchdog and its restart. On a fault `onFault` is told, and
 * then the board restarts whatever `onFault` did: by a listener of its own, because with no memory
 * left the first may not get through. On Linux a restart ends the process with code 1, for a
 * supervisor to start it again, and there is no watchdog.
 *
 * Not seen by any flag: a stack overflow in a timer's or a connection's callback, which only ends
 * that callback. Whoever handles events must notice that one was left half done.
 *
 * No call tells why an ESP32 was reset; but its system time starts at 1970 with the power and runs on over a reset.
 * @param watchdogSeconds how long without `kick` until the board restarts, more than a connection to nowhere takes
 *   (see the HTTP client); 0: no watchdog
 */
export function openSurvival(watchdogSeconds: number): Survival {
  let armed = watchdogSeconds === 0;
  const uptimeMs = Date.now();
  const survival: Survival = {
    onFault: undefined,
    startedBy: uptimeMs > YEAR_MS ? "unknown" : uptimeMs < START_MS ? "power" : "reset",
    kick: function () {
      if (!armed) E.enableWatchdog(watchdogSeconds, false);
      armed = true;
      E.kickWatchdog();
    },
    restart: function () { E.reboot(); },
  };
  E.on("errorFlag", function (flags: string[] | undefined) {
    if (survival.onFault && isFatal(flags)) survival.onFault(flags ? flags.join(" ") : "MEMORY");
  });
  E.on("errorFlag", function (flags: string[] | undefined) { if (isFatal(flags)) E.reboot(); });
  return survival;
}
