/** The letters of the board's panel in the board's encoding, made at build time: see BitmapFont. */
declare module "@font" {
  export const codes: string;
  export const blocks: string;
  export const starts: string;
}
