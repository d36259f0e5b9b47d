import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { PanelProps } from "../panels";
import { t } from "../texts";
import { paint } from "./painting";

/** The panel's pixels, and what they say for those who do not see them. */
export function Display({ stage }: PanelProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useSignalEffect(() => {
    stage.changed.value;
    if (canvas.current) paint(canvas.current, stage.session, stage.worlds.font);
  });
  return (
    <div class="display">
      <canvas ref={canvas} width={320} height={240} role="img" aria-label={t("display")} />
      <DisplayText stage={stage} />
    </div>
  );
}

function DisplayText({ stage }: PanelProps) {
  stage.changed.value;
  const { session } = stage;
  const text = session.shop.interpreter.running ? session.screen.split("\n").map((row) => row.trim()).filter(Boolean).join("\n") : "";
  return <p class="spoken" role="status" aria-label={t("displaySays")} id="display-text">{text === "" ? t("displayOff") : text}</p>;
}
