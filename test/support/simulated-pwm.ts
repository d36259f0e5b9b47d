import type { PWM } from "../../hal/ports/pwm";
import type { Net } from "../../sim/pins";

/** Keeps the contract of the port on a net. */
export function simulatedPWM(net: Net): PWM {
  return { write: (duty, hz) => { net.wave = duty === 0 ? undefined : { hz, duty }; } };
}
