import { useEffect } from "preact/hooks";
import type { Key } from "../../../hal/ports/keypad";
import type { PanelProps } from "../panels";
import { t, type TextId } from "../texts";

/** As the reference terminal has them. */
const KEYS: readonly Key[] = [
  "1", "2", "3", "cancel",
  "4", "5", "6", "clear",
  "7", "8", "9", "reprint",
  ".", "0", "language", "ok",
];

/** The computer's own keys; digits and the point are themselves. */
const OWN_KEYS: Record<string, Key> = {
  Enter: "ok", Backspace: "clear", Delete: "clear", Escape: "cancel", "*": "reprint", "/": "language", ",": ".",
};

function keyOf(event: KeyboardEvent): Key | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  const target = event.target as Element;
  if (target.closest("input, textarea, select, dialog") !== null) return undefined;
  // What has the focus takes Enter for itself.
  if (event.key === "Enter" && target.closest("button, a, summary, [tabindex]") !== null) return undefined;
  return /^[0-9.]$/.test(event.key) ? event.key as Key : OWN_KEYS[event.key];
}

export function Keypad({ stage }: PanelProps) {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if (key === undefined) return;
      event.preventDefault();
      stage.press(key);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [stage]);
  return (
    <div class="keypad" role="group" aria-label={t("keypad")}>
      {KEYS.map((key) => (
        <button key={key} type="button" data-key={key} onClick={() => stage.press(key)}>
          {/^[0-9.]$/.test(key) ? key : t(`key.${key}` as TextId)}
        </button>
      ))}
    </div>
  );
}
