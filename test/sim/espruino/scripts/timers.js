// Order of timers, events and promises.
var out = [];
function note(text) { out.push(text); }
function flush(name) { print("> " + name + " " + out.join(" ")); out = []; }
function stepOne() {
  setTimeout(function () { note("b"); }, 20);
  setTimeout(function () { note("a"); }, 10);
  setTimeout(function () { flush("by time"); stepTwo(); }, 60);
}
function stepTwo() {
  setTimeout(function () { note("t1"); }, 0);
  setTimeout(function () { note("t2"); }, 0);
  note("s");
  setTimeout(function () { flush("same time"); stepThree(); }, 30);
}
function stepThree() {
  var o = {};
  o.on("x", function (v) { note("first" + v); o.emit("x2", 1); });
  o.on("x", function (v) { note("second" + v); });
  o.on("x2", function () { note("inner"); });
  o.emit("x", 7);
  note("after");
  setTimeout(function () { flush("emit"); stepFour(); }, 30);
}
function stepFour() {
  Promise.resolve(1).then(function (v) { note("p" + v); return v + 1; }).then(function (v) { note("p" + v); });
  var o = {};
  o.on("e", function () { note("e"); });
  o.emit("e");
  note("s");
  setTimeout(function () { flush("promise"); stepFive(); }, 30);
}
function stepFive() {
  var id = setInterval(function () { note("i"); if (out.length == 3) { clearInterval(id); } }, 10);
  setTimeout(function () { flush("interval"); stepSix(); }, 100);
}
function stepSix() {
  // The number of the newest timer comes back when it has gone.
  var a = setTimeout(function () { note("A"); }, 5);
  clearTimeout(a);
  var b = setTimeout(function () { note("B"); }, 5);
  note(String(a == b));
  clearTimeout(a);
  setTimeout(function () { flush("number again"); stepSeven(); }, 30);
}
function stepSeven() {
  var o = {};
  function later() { note("later"); }
  o.on("x", function () { note("one"); o.on("x", later); });
  o.emit("x");
  setTimeout(function () { o.removeListener("x", later); o.emit("x"); }, 5);
  setTimeout(function () { note(Object.keys(o).join("+")); o.removeAllListeners("x"); note(Object.keys(o).length); }, 15);
  setTimeout(function () { flush("listeners"); stepEight(); }, 40);
}
function stepEight() {
  var r = "none";
  try { setTimeout(5, 1); } catch (e) { r = "" + e; }
  note(r);
  try { clearTimeout(undefined); } catch (e) { note("" + e); }
  try { changeInterval(99, 1); } catch (e) { note("" + e); }
  try { ({}).emit("x", 1, 2, 3, 4, 5); } catch (e) { note("" + e); }
  try { "a".on("x", function () {}); } catch (e) { note("" + e); }
  setTimeout("note('text')", 1);
  setTimeout(function (a, b) { note(a + b); }, 2, 3, 4);
  setTimeout(function () { flush("refused"); stepNine(); }, 30);
}
function stepNine() {
  setTimeout(function () { note("never"); }, 5);
  clearTimeout();
  setTimeout(function () { flush("all cleared"); quit(); }, 20);
}
stepOne();
