// Storage: what is written, read, refused and listed.
var S = require("Storage");
function say(name, run) {
  var value;
  try { value = run(); } catch (error) { print("> " + name + " throws " + error); return; }
  print("> " + name + " " + typeof value + " " + JSON.stringify(value));
}
say("read missing", function () { return S.read("nope"); });
say("number is a byte", function () { return [S.write("num", 65), S.read("num")]; });
say("empty", function () { return S.write("e", ""); });
say("undefined", function () { return S.write("e"); });
say("null", function () { return S.write("e", null); });
say("object", function () { return [S.write("o", { a: 1 }), S.read("o")]; });
say("list", function () { return [S.write("ar", [65, 66, 300]), S.read("ar")]; });
say("buffer", function () { return S.write("ab", new Uint8Array([1, 2]).buffer); });
say("bigger file", function () { return [S.write("sz", "abc", 0, 100), S.read("sz").length]; });
say("inside", function () { return S.write("sz", "def", 10); });
say("over others", function () { return S.write("sz", "XXX", 10); });
say("over the same", function () { return S.write("sz", "def", 10); });
say("beyond", function () { return S.write("sz", "XXX", 98); });
say("inside nothing", function () { return S.write("none", "XXX", 98); });
say("negative", function () { return S.write("sz", "XXX", -1); });
say("long name", function () { return S.write("0123456789012345678901234567890", "XXX"); });
say("read long name", function () { return S.read("01234567890123456789012345678xx"); });
say("number as name", function () { return [S.write(5, "XXX"), S.read(5)]; });
say("part", function () { return S.read("sz", 9, 5); });
say("part behind", function () { return S.read("sz", 200, 5); });
say("part over the end", function () { return S.read("sz", 98, 500); });
say("part before", function () { return S.read("num", -1, -1); });
say("list all", function () { return S.list(); });
say("list pattern", function () { return S.list(/^s/); });
say("list text", function () { return S.list("s"); });
say("erase", function () { return S.erase("num"); });
say("erase missing", function () { return S.erase("nox"); });
say("same again", function () { var free = S.getFree(); S.write("o", { a: 1 }); return free - S.getFree(); });
say("other again", function () { var free = S.getFree(); S.write("o", { a: 2 }); return free - S.getFree(); });
say("stats", function () { var s = S.getStats(); return [s.fileBytes, s.fileCount, s.trashBytes, s.trashCount, s.totalBytes - s.freeBytes]; });
say("json", function () { return S.readJSON("o"); });
say("json missing", function () { return S.readJSON("oo"); });
say("json bad", function () { return S.readJSON("sz", true); });
say("json write", function () { return [S.writeJSON("wj", { a: [1, "x"] }), S.read("wj"), S.readJSON("wj")]; });
say("array buffer", function () { var a = S.readArrayBuffer("o"); return [a instanceof ArrayBuffer, a.byteLength]; });
say("too big", function () { return S.write("big", "x", 0, 3000000); });
say("flash area", function () { return require("Flash").getFree()[0].addr; });
say("erase between", function () { return require("Flash").erasePage(0.5); });
say("erase text", function () { return require("Flash").erasePage("5"); });
say("no such module", function () { return require("https"); });
quit();
