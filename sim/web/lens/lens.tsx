import type { PanelProps } from "../panels";
import { payerInHand } from "../phone/phone";
import type { Stage } from "../stage";
import { Switch } from "../switch";
import { t } from "../texts";
import { GreyCanvas } from "./grey-canvas";
import { Hold } from "./hold";
import { readingOf } from "./reading";
import { useSeen } from "./seen";
import { Webcam } from "./webcam";

/** The terminal's camera: what stands before it and how, what it sees, and the picture that the terminal took last. */
export function Lens({ stage }: PanelProps) {
  stage.changed.value;
  const { lens } = stage.session.shop.board;
  if (lens === undefined) return null;
  const payer = payerInHand(stage);
  const stands = lens.scene !== undefined;
  return (
    <div class="lens">
      <div class="views">
        <Seen stage={stage} />
        <figure>
          <GreyCanvas picture={lens.picture} label={t("lens.taken")} />
          <figcaption>{t("lens.taken")}</figcaption>
          <p role="status">{told(stage, lens.taken)}</p>
        </figure>
      </div>
      <div class="row">
        <Switch
          label={t("lens.stand", { name: payer?.name ?? "" })} on={stands}
          onTurn={(on) => stage.do(on && payer !== undefined ? { do: "stand", payer: payer.id } : { do: "stand" })}
        />
        <Webcam stage={stage} />
      </div>
      <Hold stage={stage} lens={lens} />
    </div>
  );
}

/** What the lens sees now, finer grain apart; bar codes are looked for between the lines. */
function Seen({ stage }: PanelProps) {
  stage.changed.value;
  const picture = useSeen(stage);
  return (
    <figure>
      <div class="whole">
        <GreyCanvas picture={picture} label={t("lens.sees")} />
        <span class="strip" aria-hidden="true" />
      </div>
      <figcaption>{t("lens.sees")}</figcaption>
    </figure>
  );
}

function told({ session }: Stage, taken: number): string {
  const reading = readingOf(session);
  return t(`lens.${reading === "ends" ? "looks" : reading}`, { count: taken });
}
