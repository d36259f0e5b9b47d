import {
  BarcodeFormat, BinaryBitmap, DecodeHintType, HybridBinarizer, MultiFormatOneDReader, QRCodeReader, type Reader,
  RGBLuminanceSource,
} from "@zxing/library";

/** A picture without colours: a byte for each pixel, row by row, 255 is white. */
export interface GreyPicture {
  widthPx: number;
  heightPx: number;
  data: Uint8ClampedArray;
}

const QR_HINTS = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.QR_CODE]], [DecodeHintType.CHARACTER_SET, "ISO-8859-1"],
  [DecodeHintType.TRY_HARDER, true],
]);

const { UPC_A, UPC_E, EAN_13, EAN_8, CODE_39, ITF, CODABAR, CODE_93, CODE_128 } = BarcodeFormat;
const BAR_HINTS = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [UPC_A, UPC_E, EAN_13, EAN_8, CODE_39, ITF, CODABAR, CODE_93, CODE_128]],
  [DecodeHintType.TRY_HARDER, true],
]);

/**
 * What a phone's camera reads in a picture: the text of its QR code, dark on light or light on dark; undefined where
 * there is none that can be read. The reader is ZXing's, which phones have as well.
 */
export function readCode(picture: GreyPicture): string | undefined {
  // Every few codes have a pattern that the reader takes for a mark of the code; from farther away it does not.
  const looks = [picture, halved(picture)];
  for (const look of [...looks, ...looks.map(inverted)]) {
    const text = read(new QRCodeReader(), look, QR_HINTS);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What a scanner reads in a picture of an upright bar code, dark on light. */
export function readBars(picture: GreyPicture): string | undefined {
  return read(new MultiFormatOneDReader(BAR_HINTS), picture, BAR_HINTS);
}

function inverted(picture: GreyPicture): GreyPicture {
  return { ...picture, data: picture.data.map((shade) => 255 - shade) };
}

function halved({ data, widthPx, heightPx }: GreyPicture): GreyPicture {
  const [width, height] = [widthPx >> 1, heightPx >> 1];
  const half = new Uint8ClampedArray(width * height);
  for (let at = 0; at < half.length; at++) half[at] = data[Math.floor(at / width) * 2 * widthPx + (at % width) * 2]!;
  return { widthPx: width, heightPx: height, data: half };
}

function read(reader: Reader, { data, widthPx, heightPx }: GreyPicture, hints: Map<DecodeHintType, unknown>): string | undefined {
  try {
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(data, widthPx, heightPx)));
    return reader.decode(bitmap, hints).getText();
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
