import type { BitmapFont } from "../../../hal/drivers/display/bitmap-font";
import type { Session } from "../../session/session";

const painted = new WeakMap<HTMLCanvasElement, Uint8ClampedArray>();

/** Paints what a panel shows, a canvas pixel for each of its own; nothing when it shows what it did. */
export function paint(canvas: HTMLCanvasElement, session: Session, _font: BitmapFont): void {
  const { widthPx, heightPx, data } = session.shop.panel.pixels();
  const before = painted.get(canvas);
  if (before?.length === data.length && before.every((shade, at) => shade === data[at])) return;
  painted.set(canvas, data);
  if (canvas.width !== widthPx || canvas.height !== heightPx) [canvas.width, canvas.height] = [widthPx, heightPx];
  const image = new ImageData(widthPx, heightPx);
  for (let at = 0; at < data.length; at++) {
    image.data.fill(data[at]!, at * 4, at * 4 + 3);
    image.data[at * 4 + 3] = 255;
  }
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}
