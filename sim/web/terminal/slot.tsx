import type { PanelProps } from "../panels";
import { t } from "../texts";

/** Rows of the paper that show above the slot; the paper itself is another panel. */
const ROWS_MAX = 3;

/** Where the paper comes out; a click tears it off. */
export function Slot({ stage }: PanelProps) {
  stage.changed.value;
  const rows = stage.session.shop.printer.rows().length;
  return (
    <div class="slot">
      <button
        type="button" class="strip" disabled={rows === 0} aria-label={t("tear")} title={t("tear")}
        style={{ "--rows": Math.min(ROWS_MAX, rows) }} onClick={() => stage.do({ do: "tear" })}
      />
      <span class="mouth" />
    </div>
  );
}
