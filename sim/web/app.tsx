import { useSignal, useSignalEffect } from "@preact/signals";
import { FIRST, type Panel, panelsOf } from "./panels";
import { NewShop } from "./new-shop";
import type { Stage } from "./stage";
import { telling } from "./stories/now";
import { StoryBar } from "./stories/story-bar";
import { language, LANGUAGES, t, type TextId } from "./texts";
import { TimeBar } from "./time-bar";
import { Welcome } from "./welcome";
import { BooksLight } from "./world/light";

/** Where a narrow screen has room for one of them, this stands for paper and phone. */
const COUNTER = { id: "none", title: "counter" } as const;

/** The whole page: time above, the counter, and behind it what nobody at the counter sees. */
export function App({ stage }: { stage: Stage }) {
  const wanted = useSignal<string>(COUNTER.id);
  const wantedOnSmall = useSignal(FIRST.id);
  const panels = panelsOf(stage);
  const behind = panels.filter(({ place }) => place === "behind");
  // What another shop had may not be there.
  const chosen = behind.some(({ id }) => id === wanted.value) ? wanted.value : COUNTER.id;
  const onSmall = panels.some(({ id }) => id === wantedOnSmall.value) ? wantedOnSmall.value : FIRST.id;
  useSignalEffect(() => {
    document.documentElement.lang = language.value === "zh" ? "zh-Hans" : "en";
    document.title = t("title");
  });
  // Who begins a story wants to see the counter, or what the story is about.
  useSignalEffect(() => {
    const panel = telling.value?.story.panel;
    if (telling.value !== undefined) [wanted.value, wantedOnSmall.value] = [panel ?? COUNTER.id, panel ?? FIRST.id];
  });
  const choose = (id: string): void => {
    if (id !== COUNTER.id) wantedOnSmall.value = id;
    wanted.value = id;
  };
  // A wide screen has room behind the counter at any time.
  const open = behind.find(({ id }) => id === chosen) ?? behind[0];
  const draw = (panel: Panel) => (
    <Place key={panel.id} panel={panel} stage={stage} isOpen={panel === open} isChosen={panel.id === onSmall} />
  );
  return (
    <>
      <header class="bar">
        <h1>tinytill</h1>
        <TimeBar stage={stage} />
        <div class="end">
          <BooksLight stage={stage} />
          <NewShop stage={stage} />
          <LanguageSwitch />
        </div>
      </header>
      <Welcome stage={stage} />
      <StoryBar stage={stage} />
      <main class="panels" data-behind={chosen}>
        {panels.filter(({ place }) => place === "counter").map(draw)}
        <div class="behind">
          <Tabs label="behind" panels={[COUNTER, ...behind]} chosen={chosen} onChoose={choose} />
          {behind.map(draw)}
        </div>
      </main>
      <Tabs label="places" panels={panels} chosen={onSmall} onChoose={choose} stage={stage} />
    </>
  );
}

interface PlaceProps {
  panel: Panel;
  stage: Stage;
  /** Of those behind the counter: it is the one that is seen. */
  isOpen: boolean;
  /** It is the one that a small screen shows. */
  isChosen: boolean;
}

function Place({ panel: { id, title, place, View }, stage, isOpen, isChosen }: PlaceProps) {
  const classes = ["panel", id !== "terminal" && place === "counter" && "beside", isOpen && "open", isChosen && "chosen"];
  return (
    <section id={id} aria-labelledby={`${id}-title`} class={classes.filter(Boolean).join(" ")}>
      <h2 id={`${id}-title`}>{t(title)}</h2>
      {(place === "counter" || isOpen || isChosen) && <View stage={stage} />}
    </section>
  );
}

interface TabsProps {
  label: TextId;
  panels: readonly Pick<Panel, "id" | "title" | "waits">[];
  chosen: string;
  onChoose: (id: string) => void;
  /** With it the tabs are those of a small screen, which sees one panel at a time. */
  stage?: Stage;
}

function Tabs({ label, panels, chosen, onChoose, stage }: TabsProps) {
  return (
    <nav class={`tabs ${stage === undefined ? "" : "all"}`} aria-label={t(label)}>
      {panels.map(({ id, title, waits }) => (
        <button
          key={id} type="button" class={id === COUNTER.id ? "at-counter" : ""} aria-pressed={chosen === id} onClick={() => onChoose(id)}
        >
          {t(title)}
          {stage !== undefined && waits !== undefined && chosen !== id && <Waiting stage={stage} waits={waits} />}
        </button>
      ))}
    </nav>
  );
}

function Waiting({ stage, waits }: { stage: Stage; waits: NonNullable<Panel["waits"]> }) {
  stage.changed.value;
  return waits(stage) ? <><i class="dot" aria-hidden="true" /><span class="spoken">: {t("waits")}</span></> : null;
}

/** Names the language that it leads to, in that language. */
function LanguageSwitch() {
  const other = LANGUAGES.find((name) => name !== language.value)!;
  return (
    <button type="button" lang={other} onClick={() => { language.value = other; }}>{other === "zh" ? "中文" : "English"}</button>
  );
}
