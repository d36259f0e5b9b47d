import { useSignal } from "@preact/signals";
import type { PasswordRequest } from "../../wallet/payer";
import { t } from "../texts";
import { money } from "./money";
import type { PhoneProps } from "./phone";
import { useCommand } from "./words";

/** Digits that are nobody's password: the right one is drawn by chance. */
const WRONG = "000000";

/** What the wallet asks before it pays: it lies over all else until it is answered or taken back. */
export function Question({ asked, ...props }: PhoneProps & { asked: PasswordRequest }) {
  const { stage, payer } = props;
  stage.changed.value;
  const [words, run] = useCommand(props);
  const isAway = useSignal(false);
  const putAway = (): void => {
    run("walkAway");
    isAway.value = true;
  };
  if (isAway.value) {
    return (
      <div class="page question away" role="alertdialog" aria-label={t("question")}>
        <p>{t("question.isAway")}</p>
        <button type="button" onClick={() => { isAway.value = false; }}>{t("question.takeOut")}</button>
      </div>
    );
  }
  return (
    <div class="page question" role="alertdialog" aria-label={t("question")}>
      <p class="merchant">{asked.merchantName}</p>
      <p class="sum">{money(asked.amount, asked.currency)}</p>
      <p class="dots" aria-hidden="true">{payer.typing ? "● ● ● ○ ○ ○" : "○ ○ ○ ○ ○ ○"}</p>
      <button type="button" class="main" onClick={() => run("typePassword")}>{t("question.type")}</button>
      <div class="row">
        <button type="button" onClick={() => run("refuse")}>{t("question.refuse")}</button>
        <button type="button" onClick={() => run("typePassword", { digits: WRONG })}>{t("question.wrong")}</button>
        <button type="button" disabled={payer.typing} onClick={() => run("startTyping")}>{t("question.begin")}</button>
        <button type="button" onClick={putAway}>{t("question.away")}</button>
      </div>
      <p role="status">{words.value}</p>
    </div>
  );
}
