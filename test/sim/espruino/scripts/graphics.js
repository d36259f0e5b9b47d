// Pictures: thousands of small ones of chance, drawn in all ways that are modelled, and what comes of it.
var seed = 1;
function chance(limit) {
  seed = (seed * 75 + 74) % 65537;
  return seed % limit;
}
var pool = new Uint8Array(5000);
for (var index = 0; index < 5000; index++) pool[index] = chance(256);
function bytes(count) { return new Uint8Array(new Uint8Array(pool.buffer, chance(1000), count)); }
var ones = new Uint16Array(256), any = new Uint16Array(256), two = new Uint16Array(2), two1 = new Uint16Array([1, 0]);
function palettes() {
  for (var index = 0; index < 256; index++) {
    ones[index] = chance(2);
    any[index] = chance(256);
  }
  two[0] = chance(256);
  two[1] = chance(256);
}
function size(bpp, width, height) { return (width * height * bpp + 7) >> 3; }
// An image onto `depth` bits: with a palette, where it needs one or chance wants it.
function image(bpp, depth, width, height) {
  var made = { width: width, height: height, bpp: bpp, buffer: bytes(size(bpp, width, height)) };
  if (bpp == 8 && (depth == 1 || chance(2))) made.palette = depth == 1 ? ones : any;
  if (bpp == 1 && chance(2)) made.palette = depth == 1 ? two1 : two;
  if (chance(5) == 0) made.transparent = chance(4);
  return made;
}
function ground(depth) {
  var made = Graphics.createArrayBuffer(1 + chance(20), 1 + chance(14), depth);
  if (chance(2)) made.setBgColor(chance(2)).clear();
  if (chance(2)) made.setClipRect(chance(24) - 2, chance(18) - 2, chance(24) - 2, chance(18) - 2);
  return made;
}
var crc = 0;
function add(buffer) { crc = E.CRC32(E.toString(buffer) + crc); }
function group(name, times, run) {
  crc = 0;
  palettes();
  for (var index = 0; index < times; index++) run(index);
  print("> " + name + " " + crc);
}
var angles = [0, Math.PI / 2, Math.PI, -Math.PI / 2, Math.PI / 4, Math.PI / 6, Math.PI / 3, 0.17, -0.17, 2, 7.5, -4];
var depths = [1, 8];
var sources = [1, 8, 8, 16];

group("as it is", 500, function () {
  var depth = depths[chance(2)], on = ground(depth);
  var from = image(depth == 1 ? sources[chance(3)] : sources[chance(4)], depth, 1 + chance(17), 1 + chance(12));
  on.drawImage(from, chance(30) - 14, chance(24) - 11);
  add(on.buffer);
});
group("larger", 300, function () {
  var depth = depths[chance(2)], on = ground(depth);
  on.drawImage(image(sources[chance(3)], depth, 1 + chance(7), 1 + chance(7)), chance(24) - 9, chance(20) - 9, { scale: 1 << chance(4) });
  add(on.buffer);
});
group("scaled", 400, function () {
  var depth = depths[chance(2)], on = ground(depth);
  var scale = (2 * chance(150) + 21) / 128;
  on.drawImage(image(sources[chance(3)], depth, 1 + chance(20), 1 + chance(20)), chance(20) - 6, chance(20) - 6, { scale: scale });
  add(on.buffer);
});
group("turned", 600, function () {
  var depth = depths[chance(2)], on = ground(depth);
  var angle = chance(2) ? angles[chance(angles.length)] : chance(8000) / 1000 - 4;
  var drawing = { rotate: angle };
  if (chance(2)) drawing.scale = (chance(300) + 20) / 128;
  if (chance(4) == 0) drawing.scale = 1 + chance(4);
  on.drawImage(image(sources[chance(3)], depth, 1 + chance(20), 1 + chance(20)), chance(24) - 4, chance(20) - 4, drawing);
  add(on.buffer);
});
group("halved by means", 150, function () {
  var width = 2 * (2 + chance(9)), height = 2 * (3 + chance(9));
  var on = Graphics.createArrayBuffer(width / 2, height / 2, 8);
  on.setClipRect(0, 0, width / 2 - 1, height / 2 - 2);
  on.drawImage({ width: width, height: height, bpp: 8, buffer: bytes(width * height) }, 0, 0, { scale: 0.5, filter: true });
  add(on.buffer);
});
// What lies outside has any value: a margin keeps it away.
group("means, turned", 150, function () {
  var on = Graphics.createArrayBuffer(20, 20, 8), scale = (chance(55) + 40) / 128;
  on.setClipRect(8, 8, 11, 11);
  on.drawImage({ width: 60, height: 60, bpp: 8, buffer: bytes(3600) }, 10, 10, { scale: scale, rotate: chance(6000) / 1000, filter: true });
  add(on.buffer);
});
group("a filter above three quarters", 50, function () {
  var on = ground(8);
  on.drawImage(image(8, 8, 9, 9), 2, 2, { scale: (97 + chance(100)) / 128, filter: true });
  add(on.buffer);
});
group("on itself and on others", 150, function (index) {
  var on = ground(8), from = Graphics.createArrayBuffer(1 + chance(9), 1 + chance(9), depths[chance(2)]);
  on.drawImage(image(8, 8, 9, 9), 0, 0);
  from.drawImage(image(1, from.getBPP(), 9, 9), 0, 0);
  on.drawImage(index & 1 ? on : from, chance(6), chance(6), chance(2) ? { rotate: 1 } : undefined);
  add(on.buffer);
});
group("from a view and onto a view", 100, function () {
  var all = bytes(200), place = chance(90);
  var on = Graphics.createArrayBuffer(9, 9, 8, { buffer: new Uint8Array(all.buffer, chance(100), 90) });
  on.drawImage({ width: 9, height: 5, bpp: 8, buffer: new Uint8Array(all.buffer, place, 60) }, chance(4), chance(4));
  on.drawImage({ width: 9, height: 5, bpp: 1, buffer: new Uint8Array(all.buffer, place) }, 4, 4, { rotate: 1 });
  add(all.buffer);
});
// One palette of many thresholds, as views into it.
group("thresholds", 60, function () {
  var all = new Uint16Array(512), on = Graphics.createArrayBuffer(16, 3, 1);
  for (var index = 0; index < 256; index++) all[index] = 1;
  var level = chance(256), palette = new Uint16Array(all.buffer, 512 - 2 * level, 256);
  on.drawImage({ width: 16, height: 3, bpp: 8, buffer: bytes(48), palette: palette }, 0, 0);
  add(on.buffer);
});
group("rectangles and dots", 150, function () {
  var on = ground(depths[chance(2)]);
  on.setColor(chance(2)).fillRect(chance(20) - 3, chance(20) - 3, chance(20) - 3, chance(20) - 3);
  for (var count = 0; count < 6; count++) add(new Uint8Array([on.getPixel(chance(20) - 2, chance(14) - 2)]));
  if (chance(2)) on.clear(chance(2));
  add(on.buffer);
});
group("numbers", 200, function () {
  var list = chance(2) ? bytes(1 + chance(30)) : new Int16Array(bytes(2 * (1 + chance(30))).buffer);
  var kernel = new Int8Array(bytes(1 + chance(9)).buffer);
  add(String([E.sum(list), E.variance(list, chance(200)), E.convolve(kernel, list, chance(40) - 20), E.sum(list.buffer)]));
});
group("gathered", 200, function () {
  var from = bytes(1 + chance(19)), to = chance(2) ? new Uint8Array(chance(40)) : new Uint16Array(chance(30));
  var map = [undefined, bytes(10 + chance(240)), any][chance(3)];
  E.mapInPlace(from, to, map, [undefined, 1, 2, 3, 4, 5, 8, 12, 16, -1, -3, -4, -8, -12][chance(14)]);
  add(to.buffer);
});

function attempt(name, run) {
  var told;
  try { told = JSON.stringify(run()); } catch (error) { told = error.toString().split("\n")[0]; }
  print("> " + name + ": " + told);
}
var small = Graphics.createArrayBuffer(3, 2, 8);
attempt("what it is", function () { return [typeof small, small instanceof Graphics, Object.keys(small), small.buffer.byteLength]; });
attempt("itself", function () { return small.clear() === small && small.drawImage(small, 0, 0) === small; });
attempt("another buffer", function () {
  small.buffer = new Uint8Array(6);
  small.drawImage({ width: 1, height: 1, bpp: 8, buffer: "x" }, 1.9, -0.9);
  return [small.buffer[1], E.sum(small.buffer)];
});
attempt("the lower byte of sixteen bits", function () {
  small.drawImage({ width: 3, height: 1, bpp: 16, buffer: new Uint8Array([1, 2, 3, 4, 5, 6, 7]) }, 0, 1);
  return small.buffer;
});
attempt("no size", function () { return Graphics.createArrayBuffer(0, 1, 8); });
attempt("odd bits", function () { return Graphics.createArrayBuffer(1, 1, 9); });
attempt("a number", function () { return small.drawImage(5, 0, 0); });
attempt("no image", function () { return small.drawImage({}, 0, 0); });
attempt("a plain palette", function () {
  return small.drawImage({ width: 4, height: 1, bpp: 1, buffer: new Uint8Array(1), palette: [7, 9] }, 0, 0);
});
attempt("sums", function () { return [E.sum("abc"), E.sum([1, 2.5]), E.sum(new Int8Array([-1, 5])), E.variance("ab", 97)]; });
attempt("no sum", function () { return E.sum(); });
attempt("no sum of an object", function () { return E.sum({ a: 1 }); });
attempt("no variance", function () { return E.variance(3, 1); });
attempt("round and round", function () {
  return [E.convolve([1, 2, 3], [1, 10, 100], 0), E.convolve([1, 2, 3], [1, 10, 100], -1), E.convolve([1, 2, 3, 4, 5], [1, 10], 3),
    E.convolve([1, 1], [1, 2, 3], 1.7), E.convolve([], [1], 0), E.convolve("ab", "cd", 0)];
});
attempt("a text as a map", function () { return E.mapInPlace(new Uint8Array(1), new Uint8Array(1), "ab"); });
attempt("lists are no buffers", function () { return E.mapInPlace([1], new Uint8Array(1)); });
attempt("buffers", function () {
  var to = new ArrayBuffer(3);
  E.mapInPlace(new Uint8Array([1, 2, 3]).buffer, to, [5, 6, 7]);
  return new Uint8Array(to);
});
attempt("signs", function () {
  var to = new Int16Array(2), tight = new Uint8ClampedArray(3);
  E.mapInPlace(new Int8Array([-1, 5]), to);
  E.mapInPlace(new Uint16Array([300, 65535, 7]), tight);
  return [to, tight];
});
attempt("text of a view", function () {
  var list = new Uint8Array([65, 66, 67, 68]);
  return [E.toString(list), E.toString(list.buffer), E.toString(new Uint8Array(list.buffer, 1, 2))];
});
attempt("a far view", function () { return new Uint8Array(new ArrayBuffer(70000), 65536, 4).length; });
attempt("a view not so far", function () { return new Uint8Array(new ArrayBuffer(70000), 65535, 4).byteOffset; });
attempt("before a text", function () { return "abc"[-1]; });
attempt("before a list", function () { return typeof [1][-1]; });
attempt("behind", function () { return [typeof "abc"[3], typeof new Uint8Array(1)[1]]; });
quit();
