import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Option, program } from "commander";
import { checkBoard, checkFitness, factsOf } from "./link/fitness";
import { flashImage } from "./link/flash";
import { type Image, readImage } from "./link/image";
import { LinkError } from "./link/link-error";
import { consoleTeller } from "./link/teller";
import { type PortChoice, runTool, withConsole, withPort } from "./link/tool";

interface Options extends PortChoice {
  board: string;
  image?: string;
  console?: boolean;
}

withPort(program.description("puts the image on a board, reads it back and starts it"))
  .option("--board <name>", "the board's name in hal/boards: its image is built first", "esp32")
  .addOption(new Option("--image <folder>", "take this finished build (its manifest.json) instead").conflicts(["board", "console"]))
  .option("--console", "build an image that keeps the console: for development, never for a shop")
  .parse();
const options = program.opts<Options>();

await runTool("flash", async () => {
  const teller = consoleTeller();
  const finished = options.image === undefined ? undefined : readImage(options.image);
  if (finished === undefined) checkBoard(options.board);
  const said = await withConsole(options, async (console) => {
    // A wrong port or board is known long before an image is built.
    if (finished === undefined) checkFitness(await factsOf(console), options.board);
    const image = finished ?? build();
    const kept = image.keepsConsole ? ", with its console: for no shop" : "";
    teller.line(`image: ${image.board} ${image.version}, ${image.program.length} bytes${kept}`);
    return flashImage(console, image, teller);
  });
  teller.line(said);
});

function build(): Image {
  const args = ["run", "--silent", "build", "--", "--board", options.board, ...(options.console === true ? ["--console"] : [])];
  const { status } = spawnSync("npm", args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new LinkError(`The image for ${options.board} was not built.`, "See the lines above.");
  return readImage(join("dist", options.board));
}
