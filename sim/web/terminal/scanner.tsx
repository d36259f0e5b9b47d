import type { PanelProps } from "../panels";
import { t } from "../texts";

export function Scanner({ stage }: PanelProps) {
  return (
    <button type="button" class="scanner" onClick={() => stage.do({ do: "hold", payer: stage.payer.value })}>
      {t("hold")}
    </button>
  );
}
