import { ALERTS, type Tiding } from "../../session/owner";
import type { PanelProps } from "../panels";
import { t } from "../texts";
import { clockTime } from "./inbox";
import { money } from "./money";

/** What the payment service writes to the shop's owner, the newest first: it knows what a dark terminal does not. */
export function OwnersPhone({ stage }: PanelProps) {
  stage.changed.value;
  const { shop, owner, nowMs } = stage.session;
  const beganMs = shop.clock.nowMs - nowMs;
  const tidings = owner.tidings.reverse();
  return (
    <div class="handset">
      <div class="glass">
        <header>
          <strong>{t("owner.service")}</strong>
          <span>{money(shop.taken(), shop.merchant.currencies[0]!)}</span>
        </header>
        {tidings.length === 0 && <p class="page quiet">{t("owner.none")}</p>}
        <ol class="page messages" aria-label={t("phone.messages")}>
          {tidings.map((tiding, index) => (
            <li key={tidings.length - index} class={ALERTS.includes(tiding.kind) ? "bad" : ""}>
              <time>{clockTime(beganMs + tiding.atMs)}</time> {told(tiding)}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function told(tiding: Tiding): string {
  if (tiding.kind === "failing") return t("tiding.failing", { calls: tiding.calls, path: tiding.path });
  return t(`tiding.${tiding.kind}`, { money: tiding.money, order: tiding.order });
}
