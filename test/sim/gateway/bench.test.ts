import { test } from "uvu";
import * as assert from "uvu/assert";
import { measureHttps, measureInProcess } from "../../../scripts/bench/payments";

test("the bench makes every payment, proves the books, and takes its time", async () => {
  for (const measured of [measureInProcess(150), await measureHttps(40, 4)]) {
    assert.ok(measured.payments > 0 && measured.seconds > 0);
  }
});

test.run();
