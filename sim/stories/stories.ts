import { answerLost } from "./answer-lost";
import { camera } from "./camera";
import { caseOpened } from "./case-opened";
import { cutWrite } from "./cut-write";
import { endOfDay } from "./end-of-day";
import { firstSale } from "./first-sale";
import { forgedAnswer } from "./forged-answer";
import { networkAway } from "./network-away";
import { officialAccount } from "./official-account";
import { paperOut } from "./paper-out";
import { password } from "./password";
import { powerCut } from "./power-cut";
import { refund } from "./refund";
import { shownCode } from "./shown-code";
import type { Story } from "./story";
import { wrongAmount } from "./wrong-amount";

const ALL: readonly Story[] = [
  firstSale, password, shownCode, officialAccount, answerLost, powerCut, cutWrite, networkAway, wrongAmount, paperOut,
  forgedAnswer, refund, endOfDay, caseOpened, camera,
];

/** The stories that can be told on a board, for a newcomer in this order. */
export function storiesFor(board: string): Story[] {
  return ALL.filter(({ boards }) => boards === undefined || boards.includes(board));
}

/** The story of this name. Throws with a sentence when the board has none. */
export function findStory(name: string, board: string): Story {
  const stories = storiesFor(board);
  const found = stories.find((story) => story.name === name);
  if (found === undefined) throw new Error(`there is no story ${name}; stories: ${stories.map((story) => story.name).join(", ")}`);
  return found;
}
