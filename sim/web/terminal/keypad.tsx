import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Key } from "../../../hal/ports/keypad";
import type { PanelProps } from "../panels";
import type { Stage } from "../stage";
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

/** So long a key looks pressed. */
const DOWN_MS = 120;

/** What a key of the computer means here; nothing while something else has the keyboard. */
function keyOf(event: KeyboardEvent): Key | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  const target = event.target as Element;
  if (target.closest("input, textarea, select") !== null || document.querySelector("dialog[open]") !== null) return undefined;
  // What has the focus takes Enter for itself.
  if (event.key === "Enter" && target.closest("button, a, summary, [tabindex]") !== null) return undefined;
  return /^[0-9.]$/.test(event.key) ? event.key as Key : OWN_KEYS[event.key];
}

function press(stage: Stage, key: Key, down: Signal<Key | undefined>): void {
  stage.press(key);
  down.value = key;
  setTimeout(() => { if (down.value === key) down.value = undefined; }, DOWN_MS);
}

export function Keypad({ stage }: PanelProps) {
  const down = useSignal<Key | undefined>(undefined);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if (key === undefined) return;
      event.preventDefault();
      press(stage, key, down);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [stage]);
  return (
    <div class="keypad" role="group" aria-label={t("keypad")}>
      {KEYS.map((key) => (
        <button
          key={key} type="button" data-key={key} class={down.value === key ? "down" : ""} aria-label={spoken(key)}
          // A key under a mouse does not take the keyboard: Enter stays OK.
          onMouseDown={(event) => event.preventDefault()} onClick={() => press(stage, key, down)}
        >
          {/^[0-9.]$/.test(key) ? key : t(`key.${key}` as TextId)}
        </button>
      ))}
    </div>
  );
}

function spoken(key: Key): string | undefined {
  if (key === ".") return t("key.point");
  return key === "language" ? t("key.languageSpoken") : undefined;
}
