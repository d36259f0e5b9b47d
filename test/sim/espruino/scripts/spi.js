// A port that nothing hangs on: what its calls take and refuse, and the form in which they give back all ones.
function said(name, run) {
  var text;
  try { text = run(); } catch (e) { text = "" + e; }
  print("> " + name + " " + text);
}
function kind(value) {
  if (value instanceof Uint8Array) return "Uint8Array " + value.length + " " + E.sum(value);
  if (typeof value === "string") return "string " + value.length + " " + value.charCodeAt(0);
  return typeof value + " " + value;
}
said("ports", function () { return [typeof SPI1, typeof SPI2, typeof SPI3, typeof SPI4].join(); });
said("members", function () { return ["setup", "write", "send"].map(function (name) { return typeof SPI1[name]; }).join(); });
said("set up", function () { return SPI1.setup({ sck: D12, mosi: D11, miso: D13, baud: 8000000, mode: 0 }); });
said("set up anew", function () { return SPI1.setup({ sck: D12, mosi: D11, miso: D13, baud: 10000000, mode: 3 }); });
said("too slow", function () { return SPI1.setup({ baud: 50 }); });
said("unknown option", function () { return SPI1.setup({ clock: D1 }); });
said("an order", function () { return SPI1.setup({ order: "up" }); });
said("a text", function () { return kind(SPI1.send("\x40\x00", D4)); });
said("no text", function () { return kind(SPI1.send("")); });
said("a long text", function () { return kind(SPI1.send("abcdefgh".repeat(40), D4)); });
said("a number", function () { return kind(SPI1.send(64)); });
said("bytes", function () { return kind(SPI1.send(new Uint8Array([1, 2, 3]), D4)); });
said("many bytes", function () { return kind(SPI1.send(new Uint8Array(1921), D4)); });
said("no bytes", function () { return kind(SPI1.send(new Uint8Array(0))); });
said("two bytes each", function () { return kind(SPI1.send(new Uint16Array([1, 2, 3]))); });
said("a buffer", function () { return kind(SPI1.send(new Uint16Array([1, 2, 3]).buffer)); });
said("a list", function () { return kind(SPI1.send([1, [2, 3]])); });
said("so many", function () { return kind(SPI1.send({ data: 1, count: 4 })); });
said("nothing", function () { return SPI1.send(); });
said("what is sent stays", function () {
  var sent = new Uint8Array([1, 2, 3]);
  SPI1.send(sent);
  return sent.join();
});
said("write", function () { return [SPI1.write("ab", D4), SPI1.write(new Uint8Array([1, 2]), D4), SPI1.write(1, 2)].join(); });
quit();
