import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { makeWorld, setUp } from "./opening";
import type { Stage } from "./stage";
import { t } from "./texts";

/** Ends this shop and begins another one: its board, whether it speaks, and the chance in it. */
export function NewShop({ stage }: { stage: Stage }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const board = useSignal(stage.world.board);
  const begin = (form: HTMLFormElement): void => {
    const given = new FormData(form);
    stage.begin(makeWorld(String(given.get("board")), String(given.get("seed")), given.has("voice")));
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
            <select name="board" value={board.value} onChange={(event) => { board.value = event.currentTarget.value; }}>
              {stage.worlds.boards.map((name) => <option key={name}>{name}</option>)}
            </select>
          </label>
          {stage.worlds.canSpeak(board.value) && (
            <label class="choice"><input type="checkbox" name="voice" defaultChecked />{t("voice")}</label>
          )}
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
