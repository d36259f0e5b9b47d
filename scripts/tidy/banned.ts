interface Ban {
  pattern: RegExp;
  where: (file: string) => boolean;
  why: string;
}

const device = (file: string) => file.startsWith("hal/") || file.startsWith("firmware/");
const below = (file: string) => device(file) && !file.startsWith("hal/io/") && !file.endsWith(".d.ts");
const core = (file: string) => file.startsWith("sim/") && !file.startsWith("sim/node/") && !file.startsWith("sim/web/");

/** Words that do not belong somewhere, and what is wrong with them there. */
export const BANNED: Ban[] = [
  { pattern: /isSimulat/i, where: device, why: "a driver cannot know that it is simulated" },
  { pattern: /\b(Date\.now|Math\.random|setTimeout|setInterval)\b/, where: below, why: "time and chance come through a port" },
  {
    pattern: /\b(Date\.now|Math\.random|setTimeout|setInterval|performance)\(/,
    where: (file) => core(file) && !file.startsWith("sim/espruino/"), why: "the world's clock and chance are its own",
  },
  { pattern: /\bconsole\.log\b/, where: device, why: "the device has no console in the field" },
  { pattern: /\b(FIX|TO)DO\b|\bXXX\b/, where: (file) => file !== "scripts/tidy/banned.ts", why: "do it, or write an issue" },
  { pattern: /\.only\(|\.skip\(/, where: (file) => file.endsWith(".test.ts"), why: "every test is run" },
];
