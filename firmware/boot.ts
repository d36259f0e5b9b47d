// What starts first (.bootcde) and stays the same for the life of a terminal: it chooses the slot whose image runs
// and leaves that image's program for the statement that the build puts behind it: that one runs it at the outermost
// level.

import { closeTelnet, storageStart } from "@board";
import type { Bytes } from "../hal/ports/bytes";
import type { Storage } from "../hal/ports/storage";
import { leaveProgram } from "../hal/io/espruino/program";
import { openStorage } from "../hal/io/espruino/storage";
import { choose, note, otherSlot, readList } from "./update/choice";
import type { SlotName } from "./update/choice";
import { programIn } from "./update/image";

/** A slot that cannot be noted is not tried: nobody would know that the trial failed. */
function chosenSlot(storage: Storage): SlotName {
  const choice = choose(readList(storage));
  if (choice.note === "") return choice.slot;
  try {
    note(storage, choice.note);
    return choice.slot;
  } catch (error) {
    return choice.note === "t" ? otherSlot(choice.slot) : choice.slot;
  }
}

function chosenProgram(storage: Storage): Bytes | undefined {
  const slot = chosenSlot(storage);
  return programIn(storage, slot) || programIn(storage, otherSlot(slot));
}

// Also where no slot holds a program that could.
closeTelnet();
leaveProgram(chosenProgram(openStorage(storageStart)));
