import { type Signal, useSignal } from "@preact/signals";
import type { PasswordHabit, Payer } from "../../wallet/payer";
import { type WalletKind, WALLETS } from "../../wallet/wallets";
import type { Stage } from "../stage";
import { t, type TextId } from "../texts";
import { minorOf } from "./money";
import { attempt, useWords } from "./words";

const KINDS = Object.keys(WALLETS) as WalletKind[];
export const HABITS: readonly PasswordHabit[] = ["limits", "never", "always"];
const CARDS = ["none", "debit", "credit"] as const;
/** What a new card has, minor units. */
const CARD_MONEY = 500_000;

/** Among the names of payers. */
const OWNER = "owner";

interface CustomersProps {
  stage: Stage;
  payer: Payer | undefined;
  /** The phone that is seen is that of the shop's owner. */
  isOwners: Signal<boolean>;
}

/** Chooses whose phone is seen, and lets somebody new come in. */
export function Customers({ stage, payer, isOwners }: CustomersProps) {
  stage.changed.value;
  const isNew = useSignal(false);
  const { payers } = stage.session.shop.gateway;
  const choose = (id: string): void => {
    isOwners.value = id === OWNER;
    if (!isOwners.value) stage.payer.value = id;
  };
  return (
    <div class="customers">
      <div class="row">
        <label>
          {t("customer")}
          <select value={isOwners.value ? OWNER : payer?.id ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
            {payers.map((one) => <option key={one.id} value={one.id}>{one.name} · {t(`wallet.${one.wallet}` as TextId)}</option>)}
            <option value={OWNER}>{t("owner")}</option>
          </select>
        </label>
        <button type="button" aria-expanded={isNew.value} onClick={() => { isNew.value = !isNew.value; }}>{t("customer.new")}</button>
      </div>
      {isNew.value ? <NewCustomer stage={stage} onMade={() => { isNew.value = isOwners.value = false; }} /> : null}
    </div>
  );
}

function NewCustomer({ stage, onMade }: { stage: Stage; onMade: () => void }) {
  const words = useWords();
  const make = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const word = (name: string): string => String(form.get(name));
    attempt(words, () => {
      const card = word("card");
      const made = stage.do({
        do: "control", command: "addPayer", with: {
          name: word("name").trim() || t("customer"), wallet: word("wallet"), password: word("password"),
          balance: minorOf(word("balance")) ?? 0,
          cards: card === "none" ? [] : [{ kind: card, available: CARD_MONEY }],
        },
      });
      stage.payer.value = (made as { id: string }).id;
      onMade();
    });
  };
  return (
    <form class="new" onSubmit={make}>
      <label>{t("customer.name")}<input name="name" maxLength={20} /></label>
      <label>{t("customer.wallet")}<Choice name="wallet" words={KINDS} texts="wallet" /></label>
      <label>{t("customer.balance")}<input name="balance" inputMode="decimal" defaultValue="1000.00" /></label>
      <label>{t("customer.card")}<Choice name="card" words={CARDS} texts="card" /></label>
      <label>{t("customer.password")}<Choice name="password" words={HABITS} texts="habit" /></label>
      <button type="submit">{t("customer.make")}</button>
      <p role="status">{words.value}</p>
    </form>
  );
}

function Choice({ name, words, texts }: { name: string; words: readonly string[]; texts: string }) {
  return <select name={name}>{words.map((word) => <option key={word} value={word}>{t(`${texts}.${word}` as TextId)}</option>)}</select>;
}
