// Words, strings and numbers as the interpreter stores them.
function say(value) { print("> " + value); }
say(eval("\xd2\x03\x00abc"));
say(eval("\xd1\x0ca longer one").length);
say(eval("\xd1\x03\x00\xff\xd1").charCodeAt(2));
say(eval("\xd4\xff"));
say(eval("\xd5\xe8\x03+\xd3"));
say(eval("\xd5\x00\x80"));
eval("\xaatwice(a){\xa3(a\x8b\xd4\x02)\xaba+a;\xab \xb7}");
say(twice("x"));
say(twice(2));
say(twice("ab"));
say(eval("({\xd1\x01k:\xb4}).k"));
say(eval("\"\\x41 \"+/[\"]/.test(\xd1\x01\")"));
quit();
