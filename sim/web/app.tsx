import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { type Panel, PANELS } from "./panels";
import { NewShop } from "./new-shop";
import type { Stage } from "./stage";
import { language, LANGUAGES, t } from "./texts";
import { TimeBar } from "./time-bar";

const AT_COUNTER = PANELS.filter((panel) => panel.place === "counter");
const BEHIND = PANELS.filter((panel) => panel.place === "behind");

/** The whole page: time above, the counter, and behind it what nobody at the counter sees. */
export function App({ stage }: { stage: Stage }) {
  const behind = useSignal(BEHIND[0]?.id ?? "");
  const onSmall = useSignal(PANELS[0]!.id);
  useSignalEffect(() => {
    document.documentElement.lang = language.value === "zh" ? "zh-Hans" : "en";
    document.title = t("title");
  });
  const choose = (panel: Panel): void => {
    onSmall.value = panel.id;
    if (panel.place === "behind") behind.value = panel.id;
  };
  const draw = (panel: Panel) => <Place key={panel.id} panel={panel} stage={stage} behind={behind} onSmall={onSmall} />;
  return (
    <>
      <header class="bar">
        <h1>tinytill</h1>
        <TimeBar stage={stage} />
        <div class="end">
          <NewShop stage={stage} />
          <LanguageSwitch />
        </div>
      </header>
      <main class="panels">
        {AT_COUNTER.map(draw)}
        {BEHIND.length > 0 && (
          <div class="behind">
            <Tabs panels={BEHIND} isChosen={(id) => behind.value === id} onChoose={choose} />
            {BEHIND.map(draw)}
          </div>
        )}
      </main>
      <Tabs panels={PANELS} isChosen={(id) => onSmall.value === id} onChoose={choose} all />
    </>
  );
}

interface PlaceProps {
  panel: Panel;
  stage: Stage;
  behind: Signal<string>;
  onSmall: Signal<string>;
}

function Place({ panel: { id, title, place, View }, stage, behind, onSmall }: PlaceProps) {
  return (
    <section
      id={id} aria-labelledby={`${id}-title`} class={`panel ${onSmall.value === id ? "chosen" : ""}`}
      hidden={place === "behind" && behind.value !== id}
    >
      <h2 id={`${id}-title`}>{t(title)}</h2>
      <View stage={stage} />
    </section>
  );
}

interface TabsProps {
  panels: readonly Panel[];
  isChosen: (id: string) => boolean;
  onChoose: (panel: Panel) => void;
  all?: boolean;
}

function Tabs({ panels, isChosen, onChoose, all = false }: TabsProps) {
  return (
    <nav class={`tabs ${all ? "all" : ""}`} aria-label={t(all ? "places" : "behind")}>
      {panels.map((panel) => (
        <button key={panel.id} type="button" aria-pressed={isChosen(panel.id)} onClick={() => onChoose(panel)}>{t(panel.title)}</button>
      ))}
    </nav>
  );
}

/** Names the language that it leads to, in that language. */
function LanguageSwitch() {
  const other = LANGUAGES.find((name) => name !== language.value)!;
  return (
    <button type="button" lang={other} onClick={() => { language.value = other; }}>{other === "zh" ? "中文" : "English"}</button>
  );
}
