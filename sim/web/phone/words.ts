import { type Signal, useSignal } from "@preact/signals";
import { WalletError } from "../../wallet/wallet-error";
import { t } from "../texts";

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
