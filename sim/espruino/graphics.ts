import { dotAt, drawFiltered, drawTurned, drawWhole, putDot, type Fail, type Ground, type Picture } from "./drawing";
import type { Foreign, Machine } from "./machine";

/** What belongs to a Graphics beside its buffer. */
interface State extends Ground {
  buffer: Foreign;
  color: number;
  background: number;
}

type Methods = Record<string, (this: Foreign, ...args: Foreign[]) => Foreign>;

/** Drawing grounds in memory; what of them is not modelled says so. */
export interface GraphicsParts {
  methods: Methods;
  /** Makes a Graphics of `made`, which has the methods. */
  create(made: Foreign, width: Foreign, height: Foreign, bpp: Foreign, options: Foreign): Foreign;
}

/** Beyond this factor the interpreter's steps of 256ths are none. */
const SCALE_MAX = 256;
const FILTER_SCALE_MAX = 0.75;

/** Members that boards have and no image of ours may need without the stand-in learning them. */
const NOT_HERE = `
  reset clearRect drawRect fillCircle fillAnnulus drawCircle drawCircleAA fillEllipse drawEllipse setPixel toColor blendColor
  setOffset setFontBitmap setFontVector setFontCustom setFontPBF setFontAlign setFont getFont getFonts getFontHeight
  stringWidth stringMetrics wrapString drawString drawLineString drawLine drawLineAA lineTo moveTo drawPoly drawPolyAA
  fillPoly fillPolyAA setRotation imageMetrics asImage getModified scroll blit asBMP asURL dump quadraticBezier
  transformVertices floodFill setTheme`.trim().split(/\s+/);

/** `Graphics`, with grounds in memory alone. */
export function defineGraphics(machine: Machine): void {
  const { methods, create } = makeGraphics(machine.fail, (bytes) => machine.arrayBuffer(new Uint8Array(bytes)));
  const library = machine.library({
    createArrayBuffer: machine.pure((width: Foreign, height: Foreign, bpp: Foreign, options: Foreign) =>
      create(Object.create(library.prototype), width, height, bpp, options)),
  });
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(library.prototype, name, { value: machine.pure(method), enumerable: false });
  }
  machine.global.Graphics = library;
}

/** Grounds whose memory `newBuffer` gives. */
export function makeGraphics(fail: Fail, newBuffer: (bytes: number) => Foreign): GraphicsParts {
  const states = new WeakMap<object, State>();
  /** The undefined values that a filter draws are others each time. */
  let garbage = 0x2f6e2b1;
  const nextGarbage = (): number => {
    garbage = (Math.imul(garbage, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return garbage >> 16 & 255;
  };

  function stateOf(graphics: Foreign): State {
    const state = states.get(graphics) ?? fail("not a Graphics of the stand-in");
    if (state.buffer !== graphics.buffer) {
      state.buffer = graphics.buffer;
      state.bytes = bytesFor(state, graphics.buffer);
    }
    return state;
  }

  /** The bytes of a buffer in which `size` has room. */
  function bytesFor({ width, height, bpp }: { width: number; height: number; bpp: number }, buffer: Foreign): Uint8Array {
    const bytes = isBuffer(buffer) ? new Uint8Array(buffer)
      : ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
      : typeof buffer === "string" ? Uint8Array.from(buffer, (character) => character.charCodeAt(0))
      : fail("a picture's buffer must be a buffer, a typed array or a text: others stop the interpreter");
    const wanted = (width * height * bpp + 7) >> 3;
    if (bytes.length < wanted) fail(`${bytes.length} bytes for a picture of ${wanted}: the interpreter goes beyond them`);
    return bytes;
  }

  function paletteOf(palette: Foreign, bpp: number): ArrayLike<number> | undefined {
    if (palette === undefined) return undefined;
    if (Object.prototype.toString.call(palette) !== "[object Uint16Array]") {
      fail("Palette specified, but must be a flat Uint16Array of 2,4,8,16,256 elements");
    }
    if (palette.length !== 2 ** bpp) fail(`a palette of ${palette.length} for ${bpp} bits is not in the stand-in`);
    return palette;
  }

  function pictureOf(image: Foreign, ground: State): Picture {
    if (typeof image === "string") fail("an image in a text is not in the stand-in");
    if (typeof image !== "object" || image === null) fail("First argument must be Object or String");
    const size = states.get(image) ?? image;
    if (!(size.width >= 1 && size.height >= 1) || image.buffer === undefined) fail("Expecting valid Image");
    const { bpp = 1 } = size;
    if (bpp !== 1 && bpp !== 8 && bpp !== 16) fail(`an image of ${bpp} bits is not in the stand-in: of 1, 8 and 16 it is`);
    const shape = { width: Math.trunc(size.width), height: Math.trunc(size.height), bpp };
    return {
      ...shape,
      bytes: states.has(image) ? stateOf(image).bytes : bytesFor(shape, image.buffer),
      palette: paletteOf(image.palette, bpp) ?? (bpp === 1 ? [ground.background, ground.color] : undefined),
      transparent: image.transparent,
    };
  }

  function optionsOf(options: Foreign): { scale: number; rotate: number | undefined; isFiltered: boolean } {
    if (options === undefined) return { scale: 1, rotate: undefined, isFiltered: false };
    if (typeof options !== "object" || options === null) fail("options of drawImage must be an object");
    for (const name of Object.keys(options)) {
      const { [name]: value } = options;
      if (name === "filter" ? typeof value !== "boolean" : typeof value !== "number" || !Number.isFinite(value)) {
        fail(`the option ${name} of drawImage as ${value} is not in the stand-in`);
      }
      if (!["scale", "rotate", "filter"].includes(name)) fail(`the option ${name} of drawImage is not in the stand-in`);
    }
    const scale = options.scale ?? 1;
    if (scale <= 0) fail(`a scale of ${scale} is 1 in the interpreter`);
    return { scale, rotate: options.rotate, isFiltered: options.filter === true && scale < FILTER_SCALE_MAX };
  }

  function drawImage(ground: State, image: Foreign, x: number, y: number, options: Foreign): void {
    const picture = pictureOf(image, ground);
    const { scale, rotate, isFiltered } = optionsOf(options);
    if (isFiltered && (ground.bpp !== 8 || picture.bpp > 8)) fail("a filter of other than eight bits is not in the stand-in");
    if (isFiltered) drawFiltered(ground, picture, x, y, scale, rotate, nextGarbage);
    else if (rotate === undefined && Number.isInteger(scale)) {
      if (scale > SCALE_MAX || !Number.isInteger(Math.log2(scale))) {
        fail(`a scale of ${scale} without rotate is not drawn alike on a PC and on a chip: add rotate: 0`);
      }
      drawWhole(ground, picture, x, y, scale, fail);
    } else drawTurned(ground, picture, x, y, scale, rotate, fail);
  }

  function fill(ground: State, left: number, top: number, right: number, bottom: number, value: number): void {
    const last = Math.min(Math.max(top, bottom), ground.bottom);
    for (let y = Math.max(Math.min(top, bottom), ground.top); y <= last; y++) {
      const end = Math.min(Math.max(left, right), ground.right);
      for (let x = Math.max(Math.min(left, right), ground.left); x <= end; x++) putDot(ground, x, y, value, fail);
    }
  }

  function unclip(ground: State): void {
    Object.assign(ground, { left: 0, top: 0, right: ground.width - 1, bottom: ground.height - 1 });
  }

  function colorOf(color: Foreign, { bpp }: State): number {
    if (Number.isInteger(color) && color >= 0 && color < 2 ** bpp) return color;
    return fail(`the colour ${color} for ${bpp} bits is not in the stand-in`);
  }

  const whole = (value: Foreign): number => Math.trunc(Number(value)) | 0;
  const methods: Methods = {
    drawImage(image, x, y, options) {
      drawImage(stateOf(this), image, whole(x), whole(y), options);
      return this;
    },
    clear(reset) {
      const ground = stateOf(this);
      if (reset) {
        unclip(ground);
        Object.assign(ground, { color: 2 ** ground.bpp - 1, background: 0 });
      }
      fill(ground, 0, 0, ground.width - 1, ground.height - 1, ground.background);
      return this;
    },
    fillRect(left, top, right, bottom) {
      if (typeof left !== "number") fail("fillRect of an object is not in the stand-in");
      const ground = stateOf(this);
      fill(ground, whole(left), whole(top), whole(right), whole(bottom), ground.color);
      return this;
    },
    setClipRect(left, top, right, bottom) {
      const ground = stateOf(this);
      const inside = (value: Foreign, size: number) => Math.min(Math.max(whole(value), 0), size - 1);
      const columns = [inside(left, ground.width), inside(right, ground.width)].sort((a, b) => a - b);
      const rows = [inside(top, ground.height), inside(bottom, ground.height)].sort((a, b) => a - b);
      Object.assign(ground, { left: columns[0], right: columns[1], top: rows[0], bottom: rows[1] });
      return this;
    },
    getPixel(x, y) {
      const ground = stateOf(this);
      const [column, row] = [whole(x), whole(y)];
      if (column < 0 || row < 0 || column >= ground.width || row >= ground.height) return 0;
      return dotAt(ground, column, row);
    },
    setColor(color) {
      const ground = stateOf(this);
      ground.color = colorOf(color, ground);
      return this;
    },
    setBgColor(color) {
      const ground = stateOf(this);
      ground.background = colorOf(color, ground);
      return this;
    },
    getColor() { return stateOf(this).color; },
    getBgColor() { return stateOf(this).background; },
    getWidth() { return stateOf(this).width; },
    getHeight() { return stateOf(this).height; },
    getBPP() { return stateOf(this).bpp; },
  };
  for (const name of NOT_HERE) methods[name] = () => fail(`Graphics.${name} is not in the stand-in`);

  return {
    methods,
    create: (made, width, height, bpp, options) => {
      const size = { width: whole(width), height: whole(height) };
      if (size.width < 1 || size.height < 1 || size.width > 32_767 || size.height > 32_767) fail("Invalid Size");
      if (![1, 2, 3, 4, 8, 12, 16, 24, 32].includes(bpp)) fail("Invalid BPP");
      if (bpp !== 1 && bpp !== 8) fail(`a Graphics of ${bpp} bits is not in the stand-in: of 1 and 8 it is`);
      const shape = { ...size, bpp: bpp as 1 | 8 };
      const { msb = true, buffer, ...more } = options ?? {};
      if (msb !== true || Object.keys(more).length > 0) fail("options of createArrayBuffer but buffer are not in the stand-in");
      made.buffer = buffer ?? newBuffer((shape.width * shape.height * shape.bpp + 7) >> 3);
      const ground: State = {
        ...shape, bytes: bytesFor(shape, made.buffer), buffer: made.buffer, color: 2 ** shape.bpp - 1, background: 0,
        left: 0, top: 0, right: shape.width - 1, bottom: shape.height - 1,
      };
      states.set(made, ground);
      return made;
    },
  };
}

/** Also of another realm. */
function isBuffer(data: Foreign): boolean {
  return Object.prototype.toString.call(data) === "[object ArrayBuffer]";
}
