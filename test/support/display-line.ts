import type { DisplayLine } from "../../hal/ports/display";
import { gbk } from "./gbk";

/** A row of text in the panels' encoding. */
export function line(text: string, big = false, align: "left" | "center" = "left"): DisplayLine {
  return { text: gbk(text), big, align };
}
