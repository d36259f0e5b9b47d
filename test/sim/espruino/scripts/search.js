// A search finds a needle of which only the beginning stands at the end of the text.
var texts = ["ab,", "abc]]", "abcX", "x", "", ",", ",,", "a,b,", "]]>]]"];
var needles = [",,", "]]>", "XY", "x", "abcde", ",", "", "b"];
texts.forEach(function (text) {
  print("> " + text + " indexOf " + needles.map(function (needle) { return text.indexOf(needle); }).join(" "));
  print("> " + text + " from 1 " + needles.map(function (needle) { return text.indexOf(needle, 1); }).join(" "));
  print("> " + text + " from 9 " + needles.map(function (needle) { return text.indexOf(needle, 9); }).join(" "));
  print("> " + text + " last " + needles.map(function (needle) { return text.lastIndexOf(needle); }).join(" "));
  print("> " + text + " includes " + needles.map(function (needle) { return text.includes(needle) ? 1 : 0; }).join(" "));
  print("> " + text + " starts " + needles.map(function (needle) { return text.startsWith(needle) ? 1 : 0; }).join(" "));
  print("> " + text + " ends " + needles.map(function (needle) { return text.endsWith(needle) ? 1 : 0; }).join(" "));
  print("> " + text + " split " + text.split(",,").length + " " + text.split("]]>").length);
  print("> " + text + " replace " + text.replace("]]>", "_") + " " + text.replace(",,", "_") + " " + text.replace("XY", "_"));
});
print("> array " + ["a,", "b"].indexOf("a,,"));
quit();
