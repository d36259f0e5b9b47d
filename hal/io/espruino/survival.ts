import type { Survival } from "../../ports/survival";

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
 * @param watchdogSeconds how long without `kick` until the board restarts; 0: no watchdog
 */
export function openSurvival(watchdogSeconds: number): Survival {
  const survival: Survival = {
    onFault: undefined,
    kick: function () { E.kickWatchdog(); },
    restart: function () { E.reboot(); },
  };
  E.on("errorFlag", function (flags: string[] | undefined) {
    if (survival.onFault && isFatal(flags)) survival.onFault(flags ? flags.join(" ") : "MEMORY");
  });
  E.on("errorFlag", function (flags: string[] | undefined) { if (isFatal(flags)) E.reboot(); });
  if (watchdogSeconds) E.enableWatchdog(watchdogSeconds, false);
  return survival;
}
