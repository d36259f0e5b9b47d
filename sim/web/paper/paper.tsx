import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type PaperRow, placed } from "../../devices/esc-pos-paper";
import type { PaperTrouble } from "../../session/deed";
import type { PanelProps } from "../panels";
import { Switch } from "../switch";
import { t, type TextId } from "../texts";
import { heightOfAll, readPaper } from "./drawing";
import { savePicture, saveText } from "./saving";
import { SEEN_ROWS, Slip } from "./strip";

const TROUBLES: readonly PaperTrouble[] = ["paperOut", "coverOpen", "hot", "slow"];
/** What still hangs out of the slot; any other number is that of a tear, from 0. */
const ROLL = -1;
/** Characters of font A on a row of 58 mm paper. */
const COLUMNS = 32;
/** So many torn slips lie beside the printer. */
const SHELF = 6;

/** The printer's slot with the paper that hangs out of it, and the slips that were torn off. */
export function Paper({ stage }: PanelProps) {
  stage.changed.value;
  const chosen = useSignal(ROLL);
  const { session } = stage;
  const slip = session.torn[chosen.value - session.tears + session.torn.length];
  const rows = slip ?? session.shop.printer.rows();
  return (
    <div class="paper">
      <Shelf stage={stage} chosen={slip === undefined ? ROLL : chosen.value} onChoose={(at) => { chosen.value = at; }} />
      <Roll rows={rows} torn={slip !== undefined} onTear={() => stage.do({ do: "tear" })} />
      <Uses stage={stage} rows={rows} torn={slip !== undefined} />
      <Troubles stage={stage} />
    </div>
  );
}

/** The newest slips by their numbers, counted from the beginning. */
function Shelf({ stage, chosen, onChoose }: PanelProps & { chosen: number; onChoose: (number: number) => void }) {
  stage.changed.value;
  const { tears, torn } = stage.session;
  if (tears === 0) return null;
  const count = Math.min(SHELF, torn.length);
  const numbers = Array.from({ length: count }, (_, at) => tears - count + at);
  return (
    <div class="shelf" role="group" aria-label={t("paper.torn")}>
      <button type="button" aria-pressed={chosen === ROLL} onClick={() => onChoose(ROLL)}>{t("paper.roll")}</button>
      {numbers.map((number) => (
        <button key={number} type="button" aria-pressed={chosen === number} onClick={() => onChoose(number)}>
          {t("paper.slip", { number: number + 1 })}
        </button>
      ))}
    </div>
  );
}

/** The paper is printed from below: what was printed last is nearest to the slot, and in sight. */
function Roll({ rows, torn, onTear }: { rows: readonly PaperRow[]; torn: boolean; onTear: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const height = heightOfAll(rows);
  useEffect(() => {
    if (box.current) box.current.scrollTop = torn ? 0 : box.current.scrollHeight;
  }, [height, torn]);
  const isEmpty = rows.length === 0;
  return (
    <div class={`roll ${torn ? "torn" : ""}`}>
      <div class="sheet" ref={box} tabIndex={0} role="group" aria-label={t("paper")} onClick={torn || isEmpty ? undefined : onTear}>
        {isEmpty ? <p class="quiet">{t("paper.none")}</p> : <Slip rows={rows} />}
      </div>
      {torn ? null : <button type="button" class="mouth" disabled={isEmpty} onClick={onTear}>{t("paper.tear")}</button>}
    </div>
  );
}

function Uses({ stage, rows, torn }: PanelProps & { rows: readonly PaperRow[]; torn: boolean }) {
  const said = useSignal<TextId | undefined>(undefined);
  const isEmpty = rows.length === 0;
  const name = `tinytill-${torn ? "slip" : "roll"}`;
  const hold = (): void => {
    const code = readPaper(rows);
    said.value = code === undefined ? "paper.noCode" : undefined;
    if (code !== undefined) stage.do({ do: "scan", code });
  };
  return (
    <div class="row">
      <button type="button" disabled={isEmpty} onClick={hold}>{t("paper.hold")}</button>
      <button type="button" disabled={isEmpty} onClick={() => savePicture(rows.slice(-SEEN_ROWS), name)}>{t("paper.png")}</button>
      <button type="button" disabled={isEmpty} onClick={() => saveText(rows.map((row) => placed(row, COLUMNS)), name)}>
        {t("paper.text")}
      </button>
      <span role="status">{said.value === undefined ? "" : t(said.value)}</span>
    </div>
  );
}

function Troubles({ stage }: PanelProps) {
  stage.changed.value;
  const { printer } = stage.session.shop;
  return (
    <div class="row" role="group" aria-label={t("printer")}>
      {TROUBLES.map((trouble) => (
        <Switch
          key={trouble} label={t(`trouble.${trouble}` as TextId)} on={printer[trouble]}
          onTurn={(there) => stage.do({ do: "printer", trouble, there })}
        />
      ))}
    </div>
  );
}
