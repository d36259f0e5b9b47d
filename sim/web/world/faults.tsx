import { FAULTS, type Fault, type FaultKind, type FaultPlan } from "../../gateway/faults";
import type { Session } from "../../session/session";
import type { Stage } from "../stage";
import { t, type TextId } from "../texts";

const CALLS = ["micropay", "unifiedorder", "orderquery", "reverse", "closeorder", "refund", "refundquery"] as const;

/** What was planned last; a plan by chance, as files may have it, has no list. */
function planOf({ deeds }: Session): Fault[] {
  for (let at = deeds.length - 1; at >= 0; at--) {
    const deed = deeds[at]!;
    if (deed.do !== "control" || deed.command !== "planFaults") continue;
    const { plan } = deed.with as { plan: FaultPlan };
    return "seed" in plan ? [] : [...plan];
  }
  return [];
}

/** What goes wrong between the terminal and the gateway, from the next request on. */
export function Faults({ stage }: { stage: Stage }) {
  stage.changed.value;
  const plan = planOf(stage.session);
  const order = (next: Fault[]): unknown => stage.do({ do: "control", command: "planFaults", with: { plan: next } });
  const add = (form: HTMLFormElement): void => {
    const given = new FormData(form);
    const call = String(given.get("call"));
    const kind = String(given.get("kind")) as FaultKind;
    const fault: Fault = { kind, nth: Number(given.get("nth")), times: Number(given.get("times")) };
    order([...plan, call === "" ? fault : { ...fault, call: call as NonNullable<Fault["call"]> }]);
  };
  return (
    <section>
      <p class="heading">{t("faults")}</p>
      <form class="row" onSubmit={(event) => { event.preventDefault(); add(event.currentTarget); }}>
        <label>{t("faults.kind")}
          <select name="kind">
            {Object.keys(FAULTS).map((kind) => <option key={kind} value={kind}>{t(`fault.${kind}` as TextId)}</option>)}
          </select>
        </label>
        <label>{t("faults.call")}
          <select name="call"><option value="">{t("faults.any")}</option>{CALLS.map((call) => <option key={call}>{call}</option>)}</select>
        </label>
        <label>{t("faults.nth")}<input name="nth" type="number" min={1} max={999} defaultValue="1" required /></label>
        <label>{t("faults.times")}<input name="times" type="number" min={1} max={999} defaultValue="1" required /></label>
        <button type="submit">{t("faults.plan")}</button>
        <button type="button" disabled={plan.length === 0} onClick={() => order([])}>{t("faults.heal")}</button>
      </form>
      <ul class="planned">
        {plan.map(({ kind, call, nth = 1, times = 1 }, index) => (
          <li key={index}>
            {t(`fault.${kind}` as TextId)}: {t("faults.at", { call: call ?? t("faults.any"), nth, last: nth + times - 1 })}
          </li>
        ))}
      </ul>
    </section>
  );
}
