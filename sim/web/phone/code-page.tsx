import { useEffect } from "preact/hooks";
import { toCode128, toQr } from "../../wallet/symbols";
import { t } from "../texts";
import type { PhoneProps } from "./phone";
import { attempt, useCommand } from "./words";

/** The quiet zones that the standards ask for: modules of a bar code, modules of a QR code. */
const BAR_QUIET = 10;
const QR_QUIET = 4;
const BARS_HIGH = 30;
/** Beyond this speed a visitor sees no single code: it is only renewed on a tap. */
const SPEED_MAX = 10;

/** The page with the payment code as bars and as QR, a fresh one each minute. */
export function CodePage(props: PhoneProps) {
  const { stage, payer } = props;
  stage.changed.value;
  const [words, run] = useCommand(props);
  const code = stage.session.codeOf(payer.id);
  const show = (): void => run("showCode");
  const renews = code === undefined && payer.account.active && stage.speed.value <= SPEED_MAX && !stage.paused.value;
  useEffect(() => { if (renews) show(); }, [renews]);
  return (
    <div class="page code">
      {code === undefined ? <button type="button" class="stale" onClick={show}>{t("phone.stale")}</button> : <Symbols code={code} />}
      <button
        type="button" class="main"
        onClick={() => attempt(words, () => stage.do({ do: "hold", payer: payer.id, shown: true }))}
      >
        {t("phone.hold")}
      </button>
      <div class="row">
        <button type="button" onClick={() => attempt(words, () => stage.do({ do: "member", payer: payer.id }))}>{t("phone.member")}</button>
        <button type="button" onClick={show}>{t("phone.renew")}</button>
      </div>
      <p role="status">{words.value}</p>
    </div>
  );
}

/** Drawn as what they are: every reader that reads a phone reads these. */
function Symbols({ code }: { code: string }) {
  const bars = [...toCode128(code)].map((bar) => bar === "1");
  const rows = toQr(code);
  const size = rows.length + 2 * QR_QUIET;
  return (
    <div class="symbols" role="img" aria-label={t("phone.codeShown")}>
      <svg viewBox={`0 0 ${bars.length + 2 * BAR_QUIET} ${BARS_HIGH}`} preserveAspectRatio="none" class="bars" shape-rendering="crispEdges">
        <path d={boxes(bars, BAR_QUIET, 0, BARS_HIGH)} />
      </svg>
      <svg viewBox={`0 0 ${size} ${size}`} class="matrix" shape-rendering="crispEdges">
        <path d={rows.map((row, y) => boxes(row, QR_QUIET, y + QR_QUIET, 1)).join("")} />
      </svg>
    </div>
  );
}

/** A row of modules as a path: a box for dark ones that stand side by side. */
function boxes(modules: readonly boolean[], left: number, top: number, high: number): string {
  return runs(modules).map(([at, count]) => `M${at + left} ${top}h${count}v${high}h-${count}z`).join("");
}

/** Where dark modules stand side by side: the first and how many. */
function runs(modules: readonly boolean[]): [at: number, count: number][] {
  const found: [number, number][] = [];
  modules.forEach((isDark, at) => {
    if (!isDark) return;
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === at) last[1]++;
    else found.push([at, 1]);
  });
  return found;
}
