import type { PanelProps } from "../panels";
import { t } from "../texts";

/** Power switch and network plug. */
export function Plugs({ stage }: PanelProps) {
  stage.changed.value;
  const { interpreter, network } = stage.session.shop;
  return (
    <div class="plugs">
      <Switch label={t("power")} on={interpreter.running} onTurn={(on) => stage.do({ do: "power", on })} />
      <Switch label={t("network")} on={network.plugged} onTurn={(plugged) => stage.do({ do: "network", plugged })} />
    </div>
  );
}

/** Something that is on or off, and says so. */
export function Switch({ label, on, onTurn }: { label: string; on: boolean; onTurn: (on: boolean) => void }) {
  return <button type="button" class="switch" role="switch" aria-checked={on} onClick={() => onTurn(!on)}>{label}</button>;
}
