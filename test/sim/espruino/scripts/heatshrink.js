// Unpacking, and functions out of unpacked tokens.
function say(name, run) {
  var value;
  try { value = run(); } catch (error) { print("> " + name + " throws " + error.type); return; }
  if (value instanceof ArrayBuffer) { value = ["ArrayBuffer", [].slice.call(new Uint8Array(value))]; }
  print("> " + name + " " + typeof value + " " + JSON.stringify(value));
}
var H = require("heatshrink");
function unpacked(bits) {
  var bytes = [];
  bits = bits.split(" ").join("");
  for (var at = 0; at < bits.length; at += 8) bytes.push(parseInt((bits.substr(at, 8) + "0000000").substr(0, 8), 2));
  return H.decompress(bytes);
}
say("bytes", function () { return unpacked("1 01000001 1 11111111"); });
say("repetition", function () { return unpacked("1 01000001 1 01000010 0 00000001 000010"); });
say("onto itself", function () { return unpacked("1 01000001 0 00000000 000111"); });
say("before the beginning", function () { return unpacked("1 01000001 0 00000100 000011"); });
say("far back", function () { return unpacked("1 01000001 0 11111111 111111 0 00111111 000000"); });
say("half a byte", function () { return unpacked("1 01000001 1 0100"); });
say("half a repetition", function () { return unpacked("1 01000001 0 00000000 0001"); });
say("a repetition without its length", function () { return unpacked("1 01000001 1 01000001 1 01000001 0 00000000"); });
say("nothing", function () { return H.decompress(""); });
say("no list", function () { return H.decompress([]); });
say("text", function () { return E.toString(H.decompress("\xa0\xd0\xa0")); });
say("typed", function () { return H.decompress(new Uint8Array([160, 208, 160])); });
say("buffer", function () { return H.decompress(new Uint8Array([160, 208, 160]).buffer); });
say("big numbers", function () { return H.decompress([160 + 256, 208 - 256, 160]); });
say("undefined", function () { return H.decompress(); });
say("number", function () { return H.decompress(5); });
say("null", function () { return H.decompress(null); });
say("boolean", function () { return H.decompress(true); });
say("function of tokens", function () {
  return eval(E.toString(E.toUint8Array("(\xaa(x){\xaay(){\xab\xd1\x02b\xff+x}\xaby})")))("a")() == "b\xffa";
});
say("outermost names", function () {
  return eval("(\xaa(){\xab typeof H})")();
});
quit();
