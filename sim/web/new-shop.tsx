import { useRef } from "preact/hooks";
import { setUp } from "./opening";
import type { Stage } from "./stage";
import { language, t } from "./texts";

/** Ends this shop and begins another one: its board, and the chance in it. */
export function NewShop({ stage }: { stage: Stage }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const begin = (form: HTMLFormElement): void => {
    const given = new FormData(form);
    const world = { board: String(given.get("board")), seed: String(given.get("seed")), settings: { language: language.value } };
    stage.begin(world);
    setUp(stage);
  };
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>{t("newShop")}</button>
      <dialog ref={dialog} aria-labelledby="new-shop-title">
        <form method="dialog" onSubmit={(event) => begin(event.currentTarget)}>
          <h2 id="new-shop-title">{t("newShop")}</h2>
          <p>{t("newShopTells")}</p>
          <label>
            {t("board")}
            <select name="board">
              {stage.worlds.boards.map((board) => <option key={board} selected={board === stage.world.board}>{board}</option>)}
            </select>
          </label>
          <label>{t("seed")}<input name="seed" defaultValue={stage.world.seed} required maxLength={40} /></label>
          <div class="end">
            <button type="button" onClick={() => dialog.current?.close()}>{t("leave")}</button>
            <button type="submit">{t("begin")}</button>
          </div>
        </form>
      </dialog>
    </>
  );
}
