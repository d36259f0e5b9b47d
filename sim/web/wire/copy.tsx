import { useSignal } from "@preact/signals";
import { Player } from "../../session/player";
import { record } from "../../session/recording";
import { testCaseOf } from "../../session/test-case";
import type { WireEntry } from "../../session/wire";
import { inPieces } from "../pieces";
import type { Stage } from "../stage";
import { t } from "../texts";

/** The session up to an exchange as the source of a test, in the visitor's clipboard. */
export function CopyAsTest({ stage, entry }: { stage: Stage; entry: WireEntry }) {
  const copied = useSignal("");
  const isBusy = useSignal(false);
  // Where the browser gives nobody the clipboard.
  const byHand = useSignal("");
  const copy = async (): Promise<void> => {
    isBusy.value = true;
    const source = await sourceUntil(stage, entry);
    isBusy.value = false;
    await navigator.clipboard.writeText(source)
      .then(() => { [copied.value, byHand.value] = [t("wire.copied"), ""]; }, () => { byHand.value = source; });
  };
  return (
    <div class="row">
      <button type="button" class="copy" disabled={isBusy.value} onClick={() => void copy()}>{t("wire.copy")}</button>
      {byHand.value === ""
        ? <span role="status">{copied.value}</span>
        : <textarea readOnly rows={4} aria-label={t("wire.copy")} value={byHand.value} />}
    </div>
  );
}

/** What came to light by then is found by doing it again. */
async function sourceUntil({ world, worlds, session }: Stage, { afterMs, record: exchange }: WireEntry): Promise<string> {
  const deeds = session.deeds.filter(({ atMs }) => atMs <= afterMs);
  const player = new Player(deeds, () => worlds.begin(world), afterMs);
  await inPieces((isLate) => player.seek(Infinity, isLate), () => true);
  const made = record(player.session, worlds.imageOf(world.board), world);
  const verdict = made.sense?.screen || "no verdict yet";
  return testCaseOf(made, `${exchange?.path ?? "no request"}: ${verdict}`);
}
