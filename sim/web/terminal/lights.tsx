import type { PanelProps } from "../panels";
import type { Session } from "../../session/session";
import { t, type TextId } from "../texts";

type Shine = "good" | "bad" | "dark";

interface Light {
  name: TextId;
  shine: Shine;
  says: TextId;
}

/** What the lights of a case would show: power, the way to the router, and whether the printer can print. */
function lightsOf({ shop }: Session): Light[] {
  const { interpreter, network, board, printer } = shop;
  const isOn = interpreter.running;
  const isReached = network.plugged && board.interpreter.accessPoint?.inRange !== false;
  const isTroubled = printer.paperOut || printer.coverOpen || printer.jammed || printer.hot || printer.silent;
  return [
    { name: "power", shine: isOn ? "good" : "dark", says: isOn ? "on" : "off" },
    { name: "network", shine: !isOn ? "dark" : isReached ? "good" : "bad", says: isReached ? "plugged" : "unplugged" },
    { name: "printer", shine: !isOn ? "dark" : isTroubled ? "bad" : "good", says: isTroubled ? "trouble" : "ready" },
  ];
}

export function Lights({ stage }: PanelProps) {
  stage.changed.value;
  return (
    <ul class="lights" aria-label={t("lights")}>
      {lightsOf(stage.session).map(({ name, shine, says }) => (
        <li key={name} class={shine}>
          <i aria-hidden="true" />
          {t(name)}
          <span class="spoken">: {t(says)}</span>
        </li>
      ))}
    </ul>
  );
}
