import type { PWM } from "../../ports/pwm";

/**
 * A wave on one pin. On ESP32 it is made by a timer of its own, of which there are three; not on D25 and D26, which
 * are analog outputs there, and not at exactly 5,000 Hz, which would take a second timer for the same pin.
 */
export function pwm(pin: Pin): PWM {
  return {
    write: function (duty: number, hz: number) { analogWrite(pin, duty, { freq: hz === 5000 ? 5001 : hz }); },
  };
}
