import {
  BarcodeFormat, BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource,
} from "@zxing/library";

/** A picture without colours: a byte for each pixel, row by row, 255 is white. */
export interface GreyPicture {
  widthPx: number;
  heightPx: number;
  data: Uint8ClampedArray;
}

const HINTS = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.QR_CODE]], [DecodeHintType.CHARACTER_SET, "ISO-8859-1"],
  [DecodeHintType.TRY_HARDER, true],
]);

/**
 * What a phone's camera reads in a picture: the text of its QR code, dark on light or light on dark; undefined where
 * there is none that can be read. The reader is ZXing's, which phones have as well.
 */
export function readCode(picture: GreyPicture): string | undefined {
  const { data, widthPx, heightPx } = picture;
  return read(data, widthPx, heightPx) ?? read(data.map((shade) => 255 - shade), widthPx, heightPx);
}

function read(data: Uint8ClampedArray, widthPx: number, heightPx: number): string | undefined {
  try {
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(data, widthPx, heightPx)));
    return new QRCodeReader().decode(bitmap, HINTS).getText();
  } catch {
    // The reader throws for "no code here", as often as a camera looks elsewhere.
    return undefined;
  }
}

/** A picture of colours (four bytes a pixel, as canvases give them) as grey ones: ITU-R BT.601 in whole numbers. */
export function greyOf(widthPx: number, heightPx: number, rgba: Uint8ClampedArray): GreyPicture {
  const data = new Uint8ClampedArray(widthPx * heightPx);
  for (let at = 0; at < data.length; at++) {
    const [red, green, blue] = [rgba[at * 4]!, rgba[at * 4 + 1]!, rgba[at * 4 + 2]!];
    data[at] = (red * 299 + green * 587 + blue * 114) / 1000;
  }
  return { widthPx, heightPx, data };
}
