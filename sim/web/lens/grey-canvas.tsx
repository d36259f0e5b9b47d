import { useEffect, useRef } from "preact/hooks";
import type { Still } from "../../camera/still";

/** What stands where there is no picture. */
const DARK: Still = { width: 4, height: 3, dots: new Uint8Array(12) };

/** A grey picture, a canvas pixel for each of its dots; drawn again when another object is given. */
export function GreyCanvas({ picture = DARK, label }: { picture: Still | undefined; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current!, picture), [picture]);
  return <canvas ref={canvas} class="grey" role="img" aria-label={label} data-dots={`${picture.width} x ${picture.height}`} />;
}

function draw(canvas: HTMLCanvasElement, { width, height, dots }: Still): void {
  [canvas.width, canvas.height] = [width, height];
  const image = new ImageData(width, height);
  const colours = new Uint32Array(image.data.buffer);
  for (let at = 0; at < colours.length; at++) colours[at] = 0xff000000 | (dots[at]! * 0x010101);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}
