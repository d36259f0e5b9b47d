import { render } from "preact";
import { App } from "./app";
import { type Kept, Keeping } from "./keeping";
import { firstWorld, setUp } from "./opening";
import { restore } from "./restoring";
import { Stage } from "./stage";
import { startSpeaker } from "./terminal/speaker";
import { language, LANGUAGES, t } from "./texts";
import { type WorldData, Worlds } from "./world";

const SAVE_EACH_MS = 1_000;

const root = document.getElementById("app")!;
language.value = chosenLanguage();

try {
  const answer = await fetch("world.json");
  if (!answer.ok) throw new Error(`world.json: ${answer.status}`);
  await open(await Worlds.open(await answer.json() as WorldData));
} catch (error) {
  root.textContent = `${t("failed")}: ${(error as Error).message}`;
}

async function open(worlds: Worlds): Promise<void> {
  const keeping = new Keeping(localStorage);
  const kept = keeping.read((board) => worlds.boards.includes(board) ? worlds.imageOf(board).sha256 : undefined);
  const stage = new Stage(worlds, kept?.world ?? firstWorld(worlds));
  if (kept === undefined) setUp(stage);
  else await restoreOrBegin(stage, kept);
  root.textContent = "";
  render(<App stage={stage} />, root);
  const save = () => keeping.write(stage);
  stage.onDone = save;
  setInterval(save, SAVE_EACH_MS);
  addEventListener("pagehide", save);
  save();
  // For who plays from the console of the browser.
  Object.assign(globalThis, { tinytill: { stage } });
  startSpeaker(stage);
  stage.run();
}

/** A session that cannot be done again must not keep the page from beginning for ever. */
async function restoreOrBegin(stage: Stage, kept: Kept): Promise<void> {
  try {
    await restore(stage, kept, (share) => { root.textContent = `${t("restoring")} ${Math.round(share * 100)} %`; });
  } catch (error) {
    console.warn("the session of before could not be done again:", error);
    stage.begin(firstWorld(stage.worlds));
    setUp(stage);
  }
}

function chosenLanguage(): (typeof LANGUAGES)[number] {
  return navigator.language.startsWith("zh") ? "zh" : "en";
}
