import type { PanelProps } from "../panels";
import type { Stage } from "../stage";
import { Switch } from "../switch";
import { t } from "../texts";
import { Books } from "./books";
import { Faults } from "./faults";

/** Time, power, networks and the gateway's books: what happens to a shop from outside. */
export function Outside({ stage }: PanelProps) {
  stage.changed.value;
  return (
    <div class="world">
      <Books stage={stage} />
      <Time stage={stage} />
      <Power stage={stage} />
      <Networks stage={stage} />
      <Faults stage={stage} />
    </div>
  );
}

const UNITS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

function Time({ stage }: { stage: Stage }) {
  const jump = (form: HTMLFormElement): void => {
    const given = new FormData(form);
    stage.jump(Math.round(Number(given.get("count")) * UNITS[String(given.get("unit")) as keyof typeof UNITS]));
  };
  return (
    <section>
      <p class="heading">{t("time")}</p>
      <form class="row" onSubmit={(event) => { event.preventDefault(); jump(event.currentTarget); }}>
        <label>{t("jump")}<input name="count" type="number" min={1} max={999} defaultValue="1" required /></label>
        <select name="unit" aria-label={t("time.unit")}>
          {(Object.keys(UNITS) as (keyof typeof UNITS)[]).map((unit) => <option key={unit} value={unit}>{t(`time.${unit}`)}</option>)}
        </select>
        <button type="submit">{t("time.go")}</button>
      </form>
    </section>
  );
}

function Power({ stage }: { stage: Stage }) {
  stage.changed.value;
  const { interpreter, flash } = stage.session.shop;
  const cut = (form: HTMLFormElement): unknown => stage.do({ do: "cutAtWrite", nth: Number(new FormData(form).get("nth")) });
  return (
    <section>
      <p class="heading">{t("power")}</p>
      <div class="row">
        <button type="button" onClick={() => stage.do({ do: "power", on: !interpreter.running })}>
          {t(interpreter.running ? "power.cut" : "power.back")}
        </button>
        <form class="row" onSubmit={(event) => { event.preventDefault(); cut(event.currentTarget); }}>
          <label>{t("power.atWrite")}<input name="nth" type="number" min={1} max={9999} defaultValue="1" required /></label>
          <button type="submit">{t("power.plan")}</button>
        </form>
        <span role="status">{flash.cutAt === undefined ? "" : t("power.waits", { nth: flash.cutAt })}</span>
      </div>
    </section>
  );
}

function Networks({ stage }: { stage: Stage }) {
  stage.changed.value;
  const { network, board } = stage.session.shop;
  const router = board.interpreter.accessPoint;
  return (
    <section>
      <p class="heading">{t("network")}</p>
      <div class="row">
        <Switch label={t("network.line")} on={network.plugged} onTurn={(plugged) => stage.do({ do: "network", plugged })} />
        {router !== undefined && (
          <Switch label={t("network.router")} on={router.inRange} onTurn={(inRange) => stage.do({ do: "router", inRange })} />
        )}
      </div>
    </section>
  );
}
