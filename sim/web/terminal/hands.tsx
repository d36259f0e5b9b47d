import type { PanelProps } from "../panels";
import { Switch } from "../switch";
import { t } from "../texts";
import { muted } from "./speaker";

/** What the converter senses of a cell: its share of 6.6 V, from empty to full. */
const CELL_EMPTY = 0.48;
const CELL_FULL = 0.64;

/** Switches and plugs around the terminal. */
export function Hands({ stage }: PanelProps) {
  stage.changed.value;
  const { interpreter, network, board } = stage.session.shop;
  return (
    <div class="hands">
      <Switch label={t("power")} on={interpreter.running} onTurn={(on) => stage.do({ do: "power", on })} />
      <Switch label={t("cable")} on={network.plugged} onTurn={(plugged) => stage.do({ do: "network", plugged })} />
      {board.isOpen !== undefined && (
        <Switch label={t("lid")} on={!board.isOpen} onTurn={(closed) => stage.do({ do: "case", open: !closed })} />
      )}
      <Switch label={t("sound")} on={!muted.value} onTurn={(on) => { muted.value = !on; }} />
      {board.voltage !== undefined && (
        <label class="battery">
          <span>{t("battery")}</span>
          <input
            type="range" min={CELL_EMPTY} max={CELL_FULL} step={0.005} value={board.voltage}
            onInput={(event) => stage.do({ do: "battery", share: Number(event.currentTarget.value) })}
          />
        </label>
      )}
    </div>
  );
}
