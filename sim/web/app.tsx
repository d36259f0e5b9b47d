import { useSignal, useSignalEffect } from "@preact/signals";
import { type Panel, PANELS } from "./panels";
import type { Stage } from "./stage";
import { language, LANGUAGES, t } from "./texts";
import { TimeBar } from "./time-bar";

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
  return (
    <>
      <header class="bar">
        <h1>tinytill</h1>
        <TimeBar stage={stage} />
        <LanguageSwitch />
      </header>
      <main class="panels">
        {PANELS.map((panel) => (
          <section
            key={panel.id} id={panel.id} aria-labelledby={`${panel.id}-title`}
            class={`panel at-${panel.place} ${onSmall.value === panel.id ? "chosen" : ""}`}
            hidden={panel.place === "behind" && behind.value !== panel.id}
          >
            <h2 id={`${panel.id}-title`}>{t(panel.title)}</h2>
            <panel.View stage={stage} />
          </section>
        ))}
      </main>
      <nav class="tabs" aria-label={t("title")}>
        {PANELS.map((panel) => (
          <button
            key={panel.id} type="button" class={`for-${panel.place}`} aria-controls={panel.id}
            aria-pressed={onSmall.value === panel.id || behind.value === panel.id} onClick={() => choose(panel)}
          >
            {t(panel.title)}
          </button>
        ))}
      </nav>
    </>
  );
}

function LanguageSwitch() {
  return (
    <div class="languages" role="group" aria-label={t("language")}>
      {LANGUAGES.map((name) => (
        <button
          key={name} type="button" lang={name} aria-pressed={language.value === name}
          onClick={() => { language.value = name; }}
        >
          {name === "zh" ? "中文" : "English"}
        </button>
      ))}
    </div>
  );
}
