// A text is also found where its beginning is the end of what is searched.
function show(what) { print("> " + JSON.stringify(what)); }
var list = " JPY KRW ISK ";
show([list.indexOf(" KRW "), list.indexOf(" XYZ "), list.indexOf("ISK XYZ"), list.indexOf("XYZ")]);
show(["abISK".indexOf("KHR"), "abISK".indexOf("SKY"), "abISK".indexOf("K", 4), "abISK".indexOf("KH", 2), "abISK".indexOf("abISKX")]);
show(["abISK".includes("KHR"), "abISK".includes("XYZ"), "abISK".includes("IS")]);
show(["abISK".indexOf("KHR", 9), "abISK".indexOf(""), "abISK".indexOf("ISK"), "<a]".indexOf("]]>")]);
show(["a]".split("]]>"), "abISK".lastIndexOf("KHR"), "a]".replace("]]>", "-")]);
quit();
