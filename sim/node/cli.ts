import { Option, program } from "commander";
import { buildImage } from "../../scripts/build/image";
import { Shop } from "../shop";
import { createCertificates } from "./certificates";
import { demo } from "./demo";
import { play } from "./play";
import { makeNodeRealm } from "./realm";

interface Options {
  demo?: boolean;
  language: string;
  seed: string;
}

const options = program
  .description("Plays the terminal, the customer's phone and the gateway in this shell")
  .option("--demo", "play whole sales without a hand and exit")
  .addOption(new Option("--language <name>", "language of the terminal at start").choices(["en", "zh"]).default("en"))
  .option("--seed <text>", "start of all that is drawn", "1")
  .parse().opts<Options>();

const image = await buildImage({ board: "linux" });
const client = await (await createCertificates()).client("merchant");
const shop = new Shop({
  image, realm: makeNodeRealm, client, seed: options.seed, settings: { language: options.language },
});
if (options.demo === true) {
  demo(shop, (text) => console.log(text));
} else if (process.stdin.isTTY) {
  await play(shop);
} else {
  console.error("There is no keyboard here: npm start needs a terminal, or -- --demo plays by itself.");
  process.exitCode = 1;
}
