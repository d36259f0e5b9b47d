// What becomes of an HTTPS exchange, one outcome after another. PORT, DEAD_PORT, KEY and CERT are filled in.
var paths = PATHS;
// The stock Linux build moves its memory when it grows, which breaks a TLS connection under way: grow it before.
if (process.env.BOARD == "LINUX") { new Uint8Array(600000); }
var key = atob("KEY"), cert = atob("CERT");
var at = 0;
process.on("uncaughtException", function (e) { print("> uncaught " + e.type); });
function next() {
  var path = paths[at];
  at++;
  if (!path) { refused(); return; }
  var seen = "", body = "", given = false;
  function done() {
    if (given) { return; }
    given = true;
    print("> " + path + ":" + seen + " " + body.length + " bytes " + require("crypto").SHA256(body)[0]);
    setTimeout(next, 20);
  }
  var options = { host: "127.0.0.1", port: PORT, path: path, method: "POST", protocol: "https:", headers: { "Content-Length": 5, "X-Test": "ab" } };
  if (path.indexOf("mutual") >= 0) { options.key = key; options.cert = cert; }
  var rq = require("http").request(options, function (res) {
    seen += " " + typeof res.statusCode + res.statusCode;
    if (path != "/endless") { seen += " " + res.headers["X-Answer"]; }
    res.on("data", function (d) { body += d; if (d.length > 536) { seen += " long"; } });
    res.on("end", function () { seen += " end"; });
    res.on("close", function (e) { seen += " close" + e; setTimeout(done, 5); });
  });
  rq.on("error", function (e) { seen += " error" + e.code + "(" + e.message + ")"; setTimeout(done, 30); });
  rq.end("he\x00l\xfe");
  // What waits to be sent, a member that no document names.
  if (path == "/small" || path == "/silent") { seen += " waits" + (rq.dSnd.length > 100); }
  // A server that says nothing: nothing happens, until we break off.
  function breakOff(rq, looks) {
    // The handshake takes as long as it takes.
    if (rq.dSnd.length > 0 && looks < 100) { setTimeout(breakOff, 50, rq, looks + 1); return; }
    setTimeout(function () { seen += " left" + rq.dSnd.length + " abort"; rq.clsNow = true; setTimeout(done, 50); }, 200);
  }
  if (path == "/silent") { breakOff(rq, 0); }
}
function refused() {
  function attempt(name, options) {
    options.path = "/";
    options.method = "GET";
    try {
      require("http").request(options, function () {}).end();
      print("> " + name + " returns");
    } catch (e) {
      print("> " + name + " throws " + e.type);
    }
  }
  attempt("refused", { host: "127.0.0.1", port: DEAD_PORT });
  attempt("refused tls", { host: "127.0.0.1", port: DEAD_PORT, protocol: "https:" });
  attempt("bad key", { host: "127.0.0.1", port: PORT, protocol: "https:", key: "zz", cert: cert });
  attempt("bad certificate", { host: "127.0.0.1", port: PORT, protocol: "https:", key: key, cert: "yy" });
  setTimeout(function () { print("> ended"); quit(); }, 100);
}
next();
