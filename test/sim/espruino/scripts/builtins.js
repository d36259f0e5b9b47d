// Bytes, digests and conversions.
function say(name, run) {
  var value;
  try { value = run(); } catch (error) { print("> " + name + " throws " + error.type); return; }
  if (value instanceof ArrayBuffer) { value = ["ArrayBuffer", [].slice.call(new Uint8Array(value))]; }
  print("> " + name + " " + typeof value + " " + JSON.stringify(value));
}
var C = require("crypto");
say("toString list", function () { return E.toString([65, 66, 300]); });
say("toString mixed", function () { return E.toString(65, [66, 67], "de", { data: 70, count: 3 }); });
say("toString none", function () { return E.toString(); });
say("toString undefined", function () { return E.toString(undefined); });
say("toString object", function () { return E.toString({ a: 1 }); });
say("toString buffer", function () { return E.toString(new Uint8Array([65, 200]).buffer); });
say("toUint8Array", function () { return E.toUint8Array("ab", 1, [2, 300]); });
say("toArrayBuffer", function () { return E.toArrayBuffer("ab"); });
say("toArrayBuffer typed", function () { return E.toArrayBuffer(new Uint8Array(2)); });
say("CRC32", function () { return E.CRC32("123456789"); });
say("CRC32 typed", function () { return E.CRC32(new Uint8Array([1, 2])); });
say("CRC32 number", function () { return E.CRC32(5); });
say("SHA256", function () { return C.SHA256("abc"); });
say("SHA256 bytes", function () { return C.SHA256("\xff\x00"); });
say("SHA256 list", function () { return C.SHA256([97, 98, 99]); });
say("SHA256 undefined", function () { return C.SHA256(); });
say("SHA1", function () { return C.SHA1("abc"); });
say("PBKDF2", function () { return C.PBKDF2("k", "m", { keySize: 8, iterations: 1, hasher: "SHA256" }); });
say("flags", function () { return E.getErrorFlags(); });
say("btoa", function () { return btoa("\xff\x00a"); });
say("atob", function () { return atob("/w!A=\n"); });
say("decode bad", function () { return decodeURIComponent("%ff%E9a%2"); });
say("decode", function () { return decodeURIComponent("%ff%E9a%20"); });
say("url", function () { return url.parse("https://u:p@h.x:8443/a/b?c=d&e=%41#f", true); });
say("url short", function () { return url.parse("https://h"); });
say("url number", function () { return url.parse(5); });
say("clip", function () { return E.clip(5, 1, 3); });
say("sum", function () { return E.sum([1, 2, 3]); });
say("mapInPlace", function () { var a = new Uint8Array([1, 2, 3]); E.mapInPlace(a, a, [5, 6, 7, 8]); return a; });
say("mapInPlace function", function () { var a = new Uint8Array([1, 2, 3]); E.mapInPlace(a, a, function (v, i) { return v + i; }); return a; });
function mapped(map, bits) { var to = new Uint8Array(4); E.mapInPlace(new Uint8Array([0x12, 0xf4]), to, map, bits); return to; }
say("mapInPlace halves", function () { return mapped(undefined, 4); });
say("mapInPlace halves low first", function () { return mapped(undefined, -4); });
say("mapInPlace table", function () { return mapped(new Uint8Array([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 19, 18, 17, 16, 15, 14]), 4); });
say("mapInPlace indexes", function () { return mapped(function (v, i) { return v * 10 + i; }, 4); });
say("reverseByte", function () { return E.reverseByte(1); });
say("kick", function () { return E.kickWatchdog(); });
say("byte text", function () { return [String.fromCharCode(255), String.fromCharCode(65, 66)]; });
say("case of bytes", function () { return "\xb5\xdf\xff\xe9z".toUpperCase() == "\xb5\xdf\xff\xe9Z"; });
say("split limit", function () { return "a,b,c".split(",", 2); });
say("typed slice", function () { return Array.isArray(new Uint8Array([1, 2, 3]).slice(1)); });
say("typed map", function () { return [new Uint8Array([1, 2]).map(function (x) { return x * 200; }) instanceof Uint8Array, Array.isArray(new Uint8Array([1, 2]).filter(function () { return true; }))]; });
say("dates", function () { return [new Date("x").getTime(), new Date(2020, 0, 1).getTime(), new Date(-5).toISOString(), new Date(0).getTimezoneOffset()]; });
say("parse bad", function () { return JSON.parse("{bad"); });
say("types", function () { return [typeof E, typeof process, typeof console, typeof url, typeof Serial1, typeof global, typeof require("crypto")].join(); });
say("loopback", function () { LoopbackA.write("abc"); return typeof LoopbackB.read(); });
quit();
