import { useSignal } from "@preact/signals";
import type { TerminalState, WireEntry } from "../../session/wire";
import { wireOf } from "../../session/wires";
import type { PanelProps } from "../panels";
import type { Stage } from "../stage";
import { t } from "../texts";
import { CopyAsTest } from "./copy";

/** So many exchanges are drawn; the filter finds older ones. */
const SHOWN = 60;

/** Every request and answer, secrets masked, with the terminal before and after it. */
export function WirePanel({ stage }: PanelProps) {
  stage.changed.value;
  const about = useSignal("");
  const chosen = useSignal<number | undefined>(undefined);
  const entries = wireOf(stage.session)?.entries ?? [];
  const numbers = [...new Set(entries.flatMap((entry) => entry.about))];
  const shown = entries.filter((entry) => about.value === "" || entry.about.includes(about.value)).slice(-SHOWN).reverse();
  return (
    <div class="wire">
      <label class="row">
        {t("wire.filter")}
        <select value={about.value} onChange={(event) => { about.value = event.currentTarget.value; }}>
          <option value="">{t("wire.all")}</option>
          {numbers.map((number) => <option key={number} value={number}>{number}</option>)}
        </select>
      </label>
      {entries.length === 0 && <p class="quiet">{t("wire.none")}</p>}
      <ol class="exchanges">
        {shown.map((entry) => (
          <li key={entry.number}>
            <button
              type="button" aria-expanded={chosen.value === entry.number}
              onClick={() => { chosen.value = chosen.value === entry.number ? undefined : entry.number; }}
            >
              <span>{entry.number}</span> <span>{(entry.atMs / 1000).toFixed(1)} s</span>{" "}
              <strong>{entry.record?.path ?? t("wire.unsent")}</strong>{" "}
              <em class={entry.record?.fault === undefined && entry.record !== undefined ? "" : "bad"}>{outcomeOf(entry)}</em>
            </button>
            {chosen.value === entry.number && <Exchange stage={stage} entry={entry} />}
          </li>
        ))}
      </ol>
    </div>
  );
}

function outcomeOf({ record }: WireEntry): string {
  if (record === undefined) return t("wire.refused");
  const { answer, outcome, status, fault } = record;
  const code = answer["trade_state"] ?? answer["err_code"] ?? answer["result_code"] ?? answer["return_code"];
  return [outcome === "answer" ? `${status ?? ""} ${code ?? ""}` : outcome, fault ?? ""].join(" ").trim();
}

function Exchange({ stage, entry }: { stage: Stage; entry: WireEntry }) {
  stage.changed.value;
  const { record, before, after } = entry;
  return (
    <div class="exchange">
      {record !== undefined && (
        <div class="sides">
          <Fields title={t("wire.request")} fields={record.request} text={record.requestText} />
          <Fields title={t("wire.answer")} fields={record.answer} text={record.answerText} />
        </div>
      )}
      <div class="sides">
        <State title={t("wire.before")} state={before} />
        {after === undefined ? <p class="quiet">{t("wire.notYet")}</p> : <State title={t("wire.after")} state={after} />}
      </div>
      <CopyAsTest stage={stage} entry={entry} />
    </div>
  );
}

function Fields({ title, fields, text }: { title: string; fields: Record<string, string>; text: string }) {
  return (
    <div>
      <p class="heading">{title}</p>
      <table>
        <tbody>
          {Object.entries(fields).map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>)}
        </tbody>
      </table>
      {text !== "" && <details><summary>{t("wire.raw")}</summary><pre>{text}</pre></details>}
    </div>
  );
}

function State({ title, state }: { title: string; state: TerminalState }) {
  const orders = state.open.map(({ number, money }) => `${number} ${money}`).join(", ");
  return (
    <div>
      <p class="heading">{title}</p>
      <pre class="screen">{state.screen.length === 0 ? t("displayOff") : state.screen.join("\n")}</pre>
      <p>{t("wire.open", { orders: orders === "" ? t("wire.nothing") : orders })}</p>
    </div>
  );
}
