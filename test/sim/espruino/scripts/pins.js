// Pins, watches and SPI as far as a chip without wires shows them.
function show(name, run) {
  var outcome;
  try { outcome = JSON.stringify(run()); } catch (error) { outcome = "throws " + error.message; }
  print("> " + name + " " + outcome);
}
function nothing() {}

show("a pin is a number", function () { return [typeof D5, D5 === 5]; });
show("a fresh pin has no mode", function () { return getPinMode(D9) === undefined; });
show("writing makes an output", function () { digitalWrite(D9, 1); return getPinMode(D9); });
show("reading makes an input", function () { digitalRead(D9); return getPinMode(D9); });
show("a mode that was set stays", function () {
  pinMode(D9, "opendrain"); digitalRead(D9); digitalWrite(D9, 1); return getPinMode(D9);
});
show("no mode means any again", function () { pinMode(D9); digitalRead(D9); return getPinMode(D9); });
show("a pull-up", function () { pinMode(D9, "input_pullup"); return getPinMode(D9); });
show("an unknown mode", function () { pinMode(D9, "nonsense"); });
show("no pin for a mode", function () { pinMode(undefined, "input"); });
show("no pin to read", function () { digitalRead(undefined); });
show("no pin among several", function () { digitalWrite([D5, undefined], 1); });
show("a pin too many", function () { pinMode(200, "input"); });
show("several pins without wires", function () { digitalWrite([D5, D6], 3); return digitalRead([]); });
show("a wave", function () { return analogWrite(D5, 0.5, { freq: 1000 }) === undefined; });

show("watches are counted", function () {
  return [setWatch(nothing, D5, { repeat: true, edge: 0, debounce: 0 }), setWatch(nothing, D5, true), setWatch("", D6)];
});
show("an unknown edge", function () { setWatch(nothing, D6, { edge: "x" }); });
show("nothing to run", function () { setWatch(5, D6, true); });
show("no pin to watch", function () { return setWatch(nothing, undefined, true) === undefined; });
show("clear undefined", function () { clearWatch(undefined); });
show("clear an unknown watch", function () { clearWatch(77); });
show("clear one", function () { clearWatch(2); return setWatch(nothing, D5, true); });
show("clear all", function () { clearWatch(); return setWatch(nothing, D5, true); });
clearWatch();

show("SPI without options", function () { return SPI1.setup() === undefined; });
show("SPI with a number", function () { SPI1.setup(5); });
show("SPI too slow", function () { SPI1.setup({ sck: D1, mosi: D2, baud: 50 }); });
show("SPI in no order", function () { SPI1.setup({ sck: D1, mosi: D2, order: "x" }); });
show("SPI with an unknown option", function () { SPI1.setup({ sck: D1, mosi: D2, bauds: 5 }); });
show("SPI", function () { return SPI1.setup({ sck: D1, mosi: D2, baud: 500000, mode: 3 }) === undefined; });
show("SPI writes", function () { return SPI1.write("abc", D5) === undefined; });
show("SPI hears ones", function () { return [SPI1.send("ab", D5) === "\xff\xff", SPI1.send([1, 2])[1], SPI1.send(5)]; });
show("SPI writes no nothing", function () { SPI1.write(undefined); });

quit();
