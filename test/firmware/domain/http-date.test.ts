import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseHTTPDate } from "../../../firmware/domain/http-date";

test("dates are read as the engine writes them, leap days and turns of years included", () => {
  const day = 86_400_000;
  for (let timeMs = Date.UTC(1970, 0, 1, 23, 59, 58); timeMs < Date.UTC(2101, 0, 1); timeMs += 17 * day + 3_661_000) {
    assert.is(parseHTTPDate(new Date(timeMs).toUTCString()), timeMs);
  }
  for (const turn of [Date.UTC(2028, 1, 29), Date.UTC(2100, 2, 1), Date.UTC(2026, 11, 31, 23, 59, 59), Date.UTC(2000, 1, 29)]) {
    assert.is(parseHTTPDate(new Date(turn).toUTCString()), turn);
  }
});

const WRONG = [
  "", "now", "Tue, 06 Jan 2026 08:49:37", "Tue, 06 Jan 2026 08:49:37 UTC", "Tuesday, 06-Jan-26 08:49:37 GMT",
  "Tue Jan  6 08:49:37 2026", "Tue, 6 Jan 2026 08:49:37 GMT", "Tue, 06 Nja 2026 08:49:37 GMT", "Tue, 06 Ja 2026 08:49:37 GMT",
  "Tue, 32 Jan 2026 08:49:37 GMT", "Tue, 06 Jan 2026 24:00:00 GMT", "Tue, 06 Jan 2026 08:60:37 GMT", "Tue, 06 Jan 0026 08:49:37 GMT",
  "Tue, 06 Jan 2026 08:4x:37 GMT", "Tue, 06 Jan 2026 08:49:37 GMT ", "Tue, -6 Jan 2026 08:49:37 GMT", "Tue, 06 De 2026 08:49:37 GMT",
];
for (const text of WRONG) {
  test(`"${text}" is no date`, () => { assert.is(parseHTTPDate(text), 0); });
}

test.run();
