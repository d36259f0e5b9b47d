import jsBarcode from "jsbarcode";
import qrcode from "qrcode-generator";

/**
 * A payment code as the bar code on the phone: Code 128 set C (ISO/IEC 15417), one character for one
 * module, `1` is a bar. Quiet zones of ten modules are the drawer's.
 */
export function toCode128(digits: string): string {
  if (!/^([0-9]{2})+$/.test(digits)) throw new RangeError("set C holds pairs of digits");
  const drawing: { encodings?: { data: string }[] } = {};
  jsBarcode(drawing, digits, { format: "CODE128C" });
  return drawing.encodings!.map((part) => part.data).join("");
}

/**
 * A text as QR modules (ISO/IEC 18004, level M, the smallest version that holds it), by row, true is
 * dark. Digits alone take numeric mode. The quiet zone of four modules is the drawer's.
 */
export function toQr(text: string): boolean[][] {
  const symbol = qrcode(0, "M");
  symbol.addData(text, /^[0-9]+$/.test(text) ? "Numeric" : "Byte");
  symbol.make();
  const across = Array.from({ length: symbol.getModuleCount() }, (_, at) => at);
  return across.map((y) => across.map((x) => symbol.isDark(y, x)));
}
