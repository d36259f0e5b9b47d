import type catalogue from "../text/catalogue.json";

/** The name of a sentence of the catalogue. */
export type TextId = keyof typeof catalogue.en;
