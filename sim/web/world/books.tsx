import { useMemo } from "preact/hooks";
import { viewBooks } from "../../gateway/control-views";
import { money } from "../phone/money";
import type { Stage } from "../stage";
import { t, type TextId } from "../texts";

/** Its kind in words, and whose it is. */
function nameOf(account: string): string {
  const [kind, ...owner] = account.split("/");
  return [t(`account.${kind}` as TextId), ...owner].join(" ");
}

/** The ledger's sums, and what must never be. */
export function Books({ stage }: { stage: Stage }) {
  stage.changed.value;
  const { session } = stage;
  const { ledger } = session.shop.gateway;
  const { broken } = session.watch;
  const { balances, entries } = useMemo(() => viewBooks(ledger, []), [ledger, ledger.entries().length]);
  return (
    <section>
      <p class="heading">{t("books")}</p>
      <p class="light" data-well={broken.length === 0}>{t(broken.length === 0 ? "books.well" : "books.broken")}</p>
      <ul>{broken.map(({ atMs, what }) => <li key={what} class="bad">{(atMs / 1000).toFixed(1)} s: {what}</li>)}</ul>
      <p class="quiet">{t("books.entries", { count: entries })}</p>
      <table>
        <thead><tr><th scope="col">{t("books.account")}</th><th scope="col">{t("books.holds")}</th></tr></thead>
        <tbody>
          {balances.filter(({ amount }) => amount !== 0).map(({ account, currency, amount }) => (
            <tr key={account + currency}>
              <th scope="row">{nameOf(account)}</th><td>{amount < 0 ? "−" : ""}{money(Math.abs(amount), currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
