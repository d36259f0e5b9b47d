import type { Stage } from "../stage";
import { t } from "../texts";

/** Green while nothing is that must never be; red from then on. */
export function BooksLight({ stage }: { stage: Stage }) {
  stage.changed.value;
  const { broken } = stage.session.watch;
  const isWell = broken.length === 0;
  return (
    <span class="books-light" role="status" data-well={isWell} title={t(isWell ? "books.well" : "books.broken")}>
      <i aria-hidden="true" /> <span class="far">{t("books")}</span> <span class="spoken">{t(isWell ? "books.well" : "books.broken")}</span>
    </span>
  );
}
