import type { BitmapFont } from "../../../hal/drivers/display/bitmap-font";
import type { DrawnText } from "../../devices/nextion-panel";
import type { Session } from "../../session/session";
import { type Letters, lettersOf } from "../../devices/letters";

/** A canvas knows what it shows. */
const shown = new WeakMap<HTMLCanvasElement, { session: Session; drawings: number; isOn: boolean }>();

/** Paints what a panel shows, a canvas pixel for each of its own; does nothing when it shows that already. */
export function paint(canvas: HTMLCanvasElement, session: Session, font: BitmapFont): void {
  const { panel, interpreter } = session.shop;
  const now = { session, drawings: panel.drawings, isOn: interpreter.running };
  const before = shown.get(canvas);
  if (before?.session === session && before.drawings === now.drawings && before.isOn === now.isOn) return;
  shown.set(canvas, now);
  const { widthPx, heightPx, data } = panel.pixels();
  if (now.isOn && "drawn" in panel) write(data, widthPx, (panel.drawn as () => DrawnText[])(), lettersOf(font));
  if (!now.isOn) data.fill(0);
  [canvas.width, canvas.height] = [widthPx, heightPx];
  const image = new ImageData(widthPx, heightPx);
  const dots = new Uint32Array(image.data.buffer);
  for (let at = 0; at < data.length; at++) dots[at] = 0xff000000 | (data[at]! * 0x010101);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}

/** Letters of a panel that has its own: they look like those of the images. */
function write(data: Uint8ClampedArray, widthPx: number, texts: DrawnText[], letters: Letters): void {
  for (const { text, font, x, y } of texts) {
    const scale = font + 1;
    let left = x;
    for (const character of text) {
      const columns = letters.get(character) ?? letters.get("?")!;
      columns.forEach((column, at) => {
        for (let row = 0; row < 16; row++) if ((column >> (15 - row)) & 1) dot(left + at * scale, y + row * scale, scale);
      });
      left += columns.length * scale;
    }
  }

  function dot(x: number, y: number, scale: number): void {
    for (let row = y; row < y + scale; row++) data.fill(255, row * widthPx + x, row * widthPx + x + scale);
  }
}
