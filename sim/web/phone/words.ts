import { type Signal, useSignal } from "@preact/signals";
import type { Control } from "../../gateway/control";
import { WalletError } from "../../wallet/wallet-error";
import { t } from "../texts";
import type { PhoneProps } from "./phone";

/** What the phone says below a page: why it does not do what it was asked to. */
export function useWords(): Signal<string> {
  return useSignal("");
}

/** Does it, and lets the phone say in the page's language why it refuses. */
export function attempt(words: Signal<string>, act: () => void): void {
  try {
    act();
    words.value = "";
  } catch (error) {
    words.value = error instanceof WalletError ? t(`refusal.${error.reason}`) : (error as Error).message;
  }
}

/** Lets a phone do what a command of the control does with its payer; and what it says when it does not. */
export function useCommand({ stage, payer }: PhoneProps): [words: Signal<string>, run: (command: keyof Control, more?: object) => void] {
  const words = useWords();
  return [words, (command, more = {}) => {
    attempt(words, () => stage.do({ do: "control", command, with: { payer: payer.id, ...more } }));
  }];
}
