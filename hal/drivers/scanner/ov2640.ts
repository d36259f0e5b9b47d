// Part: the sensor OmniVision OV2640 and the picture processor in it, on a bus of two wires (SCCB).
// Source: OV2640 data sheet 1.6, tables 12 "Device Control Register List (when 0xFF = 00)" and 13 "(when 0xFF = 01)";
// OV2640 Camera Module Software Application Notes 1.03 for the values that the data sheet calls reserved.

import type { Bytes } from "../../ports/bytes";

/** Seven bits: 0x60 and 0x61 with the bit for writing and reading. */
export const SENSOR_ADDRESS = 0x30;
/** Here and below: a register and its value, a register and its value. 0xFF chooses who is meant, 1 for the sensor. */
export const SENSOR_BANK: Bytes = "\xff\x01";
/** PIDH, and what it is in every OV2640. */
export const PRODUCT = 0x0a;
export const PRODUCT_OV2640 = 0x26;
/** COM7 and its value for 800 by 600 points, each of four: it forgets that with its power. */
export const RESOLUTION = 0x12;
export const RESOLUTION_800 = 0x40;
/** All registers as after power-on, a moment later. */
export const SENSOR_RESET: Bytes = "\xff\x01\x12\x80";

/**
 * 800 by 600 at 24 MHz, gain and exposure by itself, as bytes Y U Y V: the first of each two is how light the point is.
 * The colours are left as they come.
 */
export const SENSOR_SET_UP: Bytes =
  // Reserved.
  "\xff\x00\x2c\xff\x2e\xdf\xff\x01\x3c\x32" +
  // CLKRC, COM2, REG04, COM8, COM9: whole clock, 3x drive, not mirrored, gain, exposure and banding filter on, gain up to 8.
  "\x11\x00\x09\x02\x04\x28\x13\xe5\x14\x48" +
  // Reserved.
  "\x2c\x0c\x33\x78\x3a\x33\x3b\xfb\x3e\x00\x43\x11\x16\x10\x4a\x81\x21\x99" +
  // AEW, AEB, VV: how light it wants the picture to be.
  "\x24\x40\x25\x38\x26\x82" +
  // Reserved.
  "\x5c\x00\x63\x00\x61\x70\x62\x80\x7c\x05\x20\x80\x28\x30\x6c\x00\x6e\x00\x70\x02\x71\x94\x73\xc1" +
  // COM7, COM1, REG32, HREFST, HREFEND, VSTRT, VEND: the window of 800 by 600.
  "\x12\x40\x03\x0a\x32\x09\x17\x11\x18\x43\x19\x00\x1a\x4b" +
  // BD50, BD60: steps of exposure for lamps on 50 and 60 Hz. The rest is reserved.
  "\x4f\xca\x50\xa8\x37\xc0\x5a\x23\x6d\x00\x3d\x38\x39\x92\x35\xda\x22\x1a\x37\xc3\x23\x00\x34\xc0\x06\x88\x07\xc0" +
  "\x0d\x87\x0e\x41\x42\x03\x4c\x00" +
  // The processor. F9: its own microcontroller stands still. E0: its port stands still while it is set up.
  "\xff\x00\xe5\x7f\xf9\xc0\x41\x24\xe0\x14\x76\xff\x33\xa0\x42\x20\x43\x18\x4c\x00\x87\x50\x88\x3f\xd7\x03\xd9\x10" +
  "\xc8\x08\xc9\x80" +
  // Gamma: from linear to what an eye takes for even.
  "\x90\x00\x91\x0e\x91\x1a\x91\x31\x91\x5a\x91\x69\x91\x75\x91\x7e\x91\x88\x91\x8f\x91\x96\x91\xa3\x91\xaf\x91\xc4" +
  "\x91\xd7\x91\xe8\x91\x20" +
  // CTRL1, and reserved.
  "\xc3\xfd\x7f\x00\xe5\x1f\xe1\x67\xdd\x7f" +
  // HSIZE8, VSIZE8, SIZEL: what the sensor gives. CTRL2: scale down. IMAGE_MODE: Y U Y V. DVP_SP: pace by itself.
  "\xc0\x64\xc1\x4b\x8c\x00\x86\x3d\xda\x00\xd3\x82" +
  // E0: go on. R_BYPASS: the picture goes through the processor.
  "\xe0\x00\x05\x00";

/**
 * Both views: HSIZE, VSIZE (fourths), XOFFL, YOFFL, VHYX and TEST cut a window out of the 800 by 600; CTRLI halves both its
 * sides so often (bits 3 and up, and 0 and up); ZMOW, ZMOH (fourths) and ZMHH are the size of the picture.
 */
export const WHOLE_VIEW: Bytes =
  "\xff\x00\xe0\x04\x51\xc8\x52\x96\x53\x00\x54\x00\x55\x00\x57\x00\x50\x92\x5a\x28\x5b\x1e\x5c\x00\xe0\x00";
/** The 152 lines in the middle. */
export const STRIP_VIEW: Bytes =
  "\xff\x00\xe0\x04\x51\xc8\x52\x26\x53\x00\x54\xe0\x55\x00\x57\x00\x50\x89\x5a\x50\x5b\x0f\x5c\x00\xe0\x00";
