// A bus that nothing hangs on: what its calls take and refuse. What it reads is nobody's business.
function said(name, run) {
  var text;
  try { text = run(); } catch (e) { text = "" + e; }
  print("> " + name + " " + text);
}
said("ports", function () { return [typeof I2C1, typeof I2C2, typeof I2C3, typeof I2C4].join(); });
said("members", function () {
  return ["setup", "writeTo", "readFrom", "readReg", "unsetup", "send"].map(function (name) { return typeof I2C1[name]; }).join();
});
said("set up", function () { return I2C1.setup({ scl: D1, sda: D2, bitrate: 100000 }); });
said("set up by default", function () { return I2C1.setup(); });
said("too slow", function () { return I2C1.setup({ scl: D1, sda: D2, bitrate: 50 }); });
said("unknown option", function () { return I2C1.setup({ scl: D1, data: D2 }); });
said("a number", function () { return I2C1.setup(3); });
said("a text", function () { return I2C1.setup("fast"); });
said("read", function () { return I2C1.readFrom(12, 4).length; });
said("read kind", function () { return I2C1.readFrom(12, 4) instanceof Uint8Array; });
said("read many", function () { return E.toString(I2C1.readFrom(12, 256)).length; });
said("read none", function () { return I2C1.readFrom(12, 0); });
said("read fewer than none", function () { return I2C1.readFrom(12, -1); });
said("read without a count", function () { return I2C1.readFrom(12); });
said("read a register", function () { return I2C1.readReg(12, 1, 2).length; });
said("write", function () { return I2C1.writeTo(12, "abc"); });
said("write parts", function () { return I2C1.writeTo(12, 1, [2, 3], "four"); });
said("write on", function () { return I2C1.writeTo({ address: 12, stop: false }, 1); });
said("write nothing", function () { return I2C1.writeTo(12); });
said("write an empty text", function () { return I2C1.writeTo(12, ""); });
said("write undefined", function () { return I2C1.writeTo(12, undefined); });
quit();
