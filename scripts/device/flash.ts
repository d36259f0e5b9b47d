import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FlashFile } from "../../sim/provisioning";
import type { Interpreter } from "./interpreters";
import { runScript } from "./run-script";

/**
 * Provisions a flash: the interpreter itself lays out the files, so that its page size and its format
 * are right by themselves. The flash is the file `espruino.flash` in `folder`, where it starts from.
 */
export async function writeFlash(interpreter: Interpreter, folder: string, files: FlashFile[]): Promise<void> {
  const list = files.map((file, index) => {
    writeFileSync(join(folder, `flash-${index}`), file.data);
    return { name: file.name, from: `flash-${index}`, size: Math.max(file.size ?? 0, file.data.length) };
  });
  const output = await runScript(interpreter.path, provisioner(JSON.stringify(list)), folder);
  for (const file of list) rmSync(join(folder, file.from));
  if (!output.includes("FLASH OK")) throw new Error(`the flash was not written:\n${output.slice(-500)}`);
}

function provisioner(list: string): string {
  return `var S=require("Storage"),fs=require("fs"),good=true;
${list}.forEach(function(f){
  var d=fs.readFileSync(f.from);
  for(var at=0;at<d.length;at+=2048)S.write(f.name,d.substr(at,2048),at,f.size);
  if(S.read(f.name,0,d.length)!==d)good=false;
});
print(good?"FLASH OK":"FLASH BAD");`;
}
