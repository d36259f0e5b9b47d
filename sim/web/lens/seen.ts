import { useRef } from "preact/hooks";
import { WHOLE } from "../../camera/scene";
import type { Still } from "../../camera/still";
import type { Stage } from "../stage";

const WIDTH = 160;
const HEIGHT = 120;

/** What the lens sees, looked at again only when something before it may have changed: a look takes longer than a frame has. */
export function useSeen({ session }: Stage): Still | undefined {
  const seen = useRef<{ of: readonly unknown[]; picture: Still | undefined } | undefined>(undefined);
  const { board, gateway } = session.shop;
  const { scene, pose } = board.lens!;
  const of = [scene, pose, ...gateway.payers.map(({ screen }) => screen.shown)];
  const before = seen.current;
  if (before === undefined || before.of.length !== of.length || of.some((part, at) => part !== before.of[at])) {
    const picture = scene && { width: WIDTH, height: HEIGHT, dots: scene.look(WHOLE, WIDTH, HEIGHT) };
    seen.current = { of, picture };
  }
  return seen.current!.picture;
}
