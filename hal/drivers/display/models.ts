/** A serial panel that draws text by command. */
export interface PanelModel {
  /** Bits per second. */
  baud: number;
  /** Of font 0: 8 by 16 pixels for ASCII, 16 by 16 for Chinese. Font 1 is twice that, both ways. */
  columns: number;
  rows: number;
}

/**
 * 320 by 240 pixels: Nextion NX3224 (T024, T028, F024, F028) and TJC3224. The panel holds a project of one
 * blank page with two GB2312 fonts (16 and 32 pixels high) that sets `baud=115200`; it is 9,600 as delivered.
 */
export const NX3224: PanelModel = { baud: 115_200, columns: 40, rows: 15 };

/** A module with the ST7920-0B controller, whose own font has GB2312: 128 by 64 pixels, 16 columns by 4 rows of text. */
export interface GraphicModuleModel {
  /** A pixel that is on is light. */
  lightsPixels: boolean;
}

/** Dark letters on yellow-green. */
export const LCD12864_GREEN: GraphicModuleModel = { lightsPixels: false };

/** White letters on blue. */
export const LCD12864_BLUE: GraphicModuleModel = { lightsPixels: true };

/** A panel of pixels without letters. */
export interface PixelModel {
  widthPx: number;
  heightPx: number;
  /** The data byte of Memory Access Control (36h) with which memory runs down each column of the picture. */
  access: string;
}

/** 320 by 240 pixels on an ILI9341, lying, its connector to the right. */
export const ILI9341_320: PixelModel = { widthPx: 320, heightPx: 240, access: "\x48" };
