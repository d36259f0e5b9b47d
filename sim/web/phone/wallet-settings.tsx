import type { PasswordHabit } from "../../wallet/payer";
import { Switch } from "../switch";
import { t, type TextId } from "../texts";
import { HABITS } from "./customers";
import { minorOf, money } from "./money";
import type { PhoneProps } from "./phone";
import { useCommand } from "./words";

/** What the owner set up: money, cards, password, Quick Pay; and what life does to a wallet. */
export function WalletSettings(props: PhoneProps) {
  return (
    <div class="page settings">
      <Money {...props} />
      <Sources {...props} />
      <Switches {...props} />
    </div>
  );
}

function Money(props: PhoneProps) {
  const { payer } = props;
  const [words, run] = useCommand(props);
  const topUp = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const amount = minorOf(String(new FormData(form).get("amount")));
    if (amount === undefined) words.value = t("settings.noSum");
    else run("topUp", { amount });
    if (words.value === "") form.reset();
  };
  return (
    <form class="row" onSubmit={topUp}>
      <label>{t("settings.topUp", { currency: payer.currency })}<input name="amount" inputMode="decimal" size={8} /></label>
      <button type="submit">{t("settings.pay")}</button>
      <span role="status">{words.value}</span>
    </form>
  );
}

/** What the wallet may take the money from. */
function Sources(props: PhoneProps) {
  const { stage, payer } = props;
  stage.changed.value;
  const [words, run] = useCommand(props);
  const cards = payer.purse.sources.filter(({ card }) => card !== undefined);
  return (
    <label>
      {t("settings.source")}
      <select onChange={(event) => run("payWith", { source: event.currentTarget.value })}>
        <option value="any">{t("source.any")}</option>
        <option value="balance">{t("source.balance")} · {money(payer.balance, payer.currency)}</option>
        {cards.map((source) => {
          const digits = source.card!.number.slice(-4);
          return (
            <option key={digits} value={digits}>
              {t(`card.${source.card!.kind}` as TextId)} {digits} · {money(payer.purse.available(source), payer.currency)}
            </option>
          );
        })}
      </select>
      <span role="status">{words.value}</span>
    </label>
  );
}

function Switches(props: PhoneProps) {
  const { stage, payer } = props;
  stage.changed.value;
  const [words, run] = useCommand(props);
  const change = (what: object): void => run("changePayer", what);
  return (
    <>
      <label>
        {t("customer.password")}
        <select value={payer.password} onChange={(event) => change({ password: event.currentTarget.value as PasswordHabit })}>
          {HABITS.map((habit) => <option key={habit} value={habit}>{t(`habit.${habit}` as TextId)}</option>)}
        </select>
      </label>
      <div class="row">
        <Switch label={t("settings.quickPay")} on={payer.quickPay} onTurn={(on) => run("switchQuickPay", { on })} />
        <Switch label={t("settings.online")} on={payer.screen.online} onTurn={(online) => change({ online })} />
        <Switch label={t("settings.blocked")} on={payer.blocked} onTurn={(blocked) => change({ blocked })} />
      </div>
      <p role="status">{words.value}</p>
    </>
  );
}
