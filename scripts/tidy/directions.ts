/**
 * Who may import whom: the longest prefix of a file's path decides. A name without a folder is a
 * package or a Node module; `node:` stands for all of Node's.
 */
const DIRECTIONS: Record<string, string[]> = {
  "hal/ports/": ["hal/ports/"],
  "hal/errors.ts": [],
  "hal/device.ts": ["hal/ports/"],
  "hal/drivers/": ["hal/ports/", "hal/errors.ts"],
  "hal/io/": ["hal/ports/", "hal/errors.ts", "hal/io/"],
  "hal/boards/": ["@font", "hal/boards/shared/", "hal/device.ts", "hal/ports/", "hal/drivers/", "hal/io/"],
  "firmware/domain/": ["firmware/domain/", "firmware/text/catalogue.json"],
  "firmware/payment/": ["firmware/domain/", "firmware/payment/", "hal/ports/"],
  "firmware/protocol/": ["firmware/domain/", "firmware/payment/", "firmware/protocol/", "hal/ports/"],
  "firmware/journal/": ["firmware/domain/", "firmware/payment/", "firmware/journal/", "hal/ports/", "hal/errors.ts"],
  "firmware/text/": ["firmware/domain/", "firmware/text/", "hal/ports/"],
  "firmware/flows/": ["firmware/domain/", "firmware/payment/", "firmware/flows/", "hal/ports/"],
  "firmware/qr/": ["firmware/qr/", "hal/ports/"],
  "firmware/update/": ["firmware/update/", "firmware/protocol/", "hal/ports/"],
  "firmware/screens/": [
    "firmware/domain/", "firmware/payment/", "firmware/flows/", "firmware/text/", "firmware/qr/", "firmware/screens/", "hal/ports/",
  ],
  "firmware/receipts/": [
    "firmware/domain/", "firmware/payment/", "firmware/text/", "firmware/qr/", "firmware/receipts/", "hal/ports/",
  ],
  "firmware/runtime/": ["firmware/", "hal/device.ts", "hal/ports/"],
  "firmware/boot.ts": ["firmware/update/", "hal/io/", "hal/ports/", "@board"],
  "firmware/self-test/": [
    "firmware/journal/", "firmware/protocol/", "firmware/qr/", "firmware/runtime/", "firmware/self-test/", "hal/device.ts", "hal/ports/",
  ],
  "firmware/main.ts": ["firmware/runtime/", "firmware/journal/", "firmware/update/", "@board"],
  "sim/": ["sim/", "hal/ports/", "hal/drivers/", "hal/device.ts", "hal/errors.ts", "firmware/", "@noble/", "saxes", "fflate"],
  "sim/gateway/": ["sim/", "@noble/", "saxes", "fflate", "bignumber.js"],
  "sim/devices/": ["sim/", "hal/", "jsbarcode"],
  "sim/wallet/": ["sim/", "jsbarcode", "qrcode-generator"],
  "sim/phone/": ["sim/gateway/", "sim/phone/", "sim/wallet/", "@zxing/library"],
  "sim/web/": ["sim/", "hal/ports/", "hal/drivers/", "preact", "@preact/signals"],
  "sim/node/": ["sim/", "firmware/", "hal/", "scripts/build/", "node:", "@peculiar/", "reflect-metadata", "commander"],
  "scripts/": [
    "scripts/", "sim/", "hal/", "firmware/", "node:", "typescript",
    "esbuild", "@noble/", "uvu/", "commander", "cli-progress", "iconv-lite", "opentype.js", "espruino", "nrf-intel-hex",
    "serialport", "playwright-core",
    "yaml", "zod",
  ],
  "scripts/link/on-device/": ["hal/io/", "firmware/self-test/", "@board"],
  "test/": ["test/", "scripts/", "sim/", "hal/", "firmware/", "node:", "*"],
};

/** Never, whatever the table says. */
const NEVER: [from: RegExp, to: RegExp][] = [
  [/^firmware\/(?!main)/, /^firmware\/main/],
  [/^sim\/(?!node\/|web\/)/, /^sim\/(node|web)\//],
  [/^sim\/web\//, /^sim\/node\//],
  [/^(sim|scripts)\//, /^firmware\/main/],
];

/** Whether `file` may import `target`, both as paths from the root; a package goes by its name. */
export function mayImport(file: string, target: string): boolean {
  if (NEVER.some(([from, to]) => from.test(file) && to.test(target))) return false;
  const prefix = Object.keys(DIRECTIONS).filter((key) => file.startsWith(key)).sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return false;
  if (prefix === "hal/drivers/" && target.startsWith("hal/drivers/")) {
    const kind = file.split("/")[2]!;
    return target.startsWith(`hal/drivers/${kind}/`) || target.startsWith("hal/drivers/shared/");
  }
  return DIRECTIONS[prefix]!.some((allowed) => allowed === "*" || target.startsWith(allowed));
}
