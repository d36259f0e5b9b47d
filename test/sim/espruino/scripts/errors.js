// What happens to exceptions.
process.on("uncaughtException", function (e) { print("> uncaught " + (e && e.message !== undefined ? e.type + " " + e.message : e)); });
function stepOne() {
  setTimeout(function () { throw new Error("timer"); }, 1);
  setTimeout(function () { print("> lives"); stepTwo(); }, 20);
}
function stepTwo() {
  var o = {};
  o.on("x", function () { throw new Error("one"); });
  o.on("x", function () { throw "two"; });
  o.emit("x");
  setTimeout(stepThree, 20);
}
function stepThree() {
  Promise.reject(new TypeError("nobody"));
  setTimeout(stepFour, 20);
}
function stepFour() {
  new Promise(function (resolve) { resolve(1); }).then(function () { throw new Error("in then"); }).catch(function (e) { print("> caught " + e.message); });
  Promise.reject(5).catch(function (e) { print("> caught " + e); return 6; }).then(function (v) { print("> then " + v); });
  Promise.all([Promise.resolve(1), 2]).then(function (v) { print("> all " + v); });
  setTimeout(stepFive, 20);
}
function stepFive() {
  var e = new TypeError("q");
  print("> " + e + " " + e.type + " " + e.name + " " + (e instanceof Error) + " " + (e instanceof TypeError) + " " + typeof e.stack);
  var f = new Error();
  print("> " + f + " " + f.message + " " + f.type);
  var n = 0;
  var id = setInterval(function () { n++; if (n == 3) { clearInterval(id); stepSix(); } else { throw new Error("tick " + n); } }, 10);
}
function stepSix() {
  process.removeAllListeners("uncaughtException");
  quit();
}
stepOne();
