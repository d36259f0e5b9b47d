// Which names exist: globals, members of built-ins, members of values.
function there(name, value, names) {
  var found = names.split(" ").filter(function (n) {
    var kind;
    try { kind = typeof value[n]; } catch (e) { kind = "undefined"; }
    return kind != "undefined";
  });
  print("> " + name + " " + found.join(" "));
}
there("text", "abc",
  "length anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fontcolor fontsize " +
  "fixed includes indexOf isWellFormed italics lastIndexOf link localeCompare match matchAll " +
  "normalize padEnd padStart repeat replace replaceAll search slice small split strike sub substr " +
  "substring sup startsWith toString toWellFormed trim trimStart trimLeft trimEnd trimRight " +
  "toLocaleLowerCase toLocaleUpperCase toLowerCase toUpperCase valueOf");
there("number", (5),
  "toExponential toFixed toPrecision toString valueOf toLocaleString");
there("truth", true,
  "toString valueOf");
there("list", [1],
  "length at concat copyWithin fill find findIndex findLast findLastIndex lastIndexOf pop push " +
  "reverse shift unshift slice sort splice includes indexOf join keys entries values forEach filter " +
  "flat flatMap map every some reduce reduceRight toLocaleString toString toReversed toSorted " +
  "toSpliced with");
there("object", ({a:1}),
  "__defineGetter__ __defineSetter__ hasOwnProperty __lookupGetter__ __lookupSetter__ isPrototypeOf " +
  "propertyIsEnumerable toLocaleString on emit removeListener removeAllListeners addListener " +
  "prependListener clone replaceWith");
there("callable", (function(){}),
  "length apply bind call toString");
there("date", new Date(0),
  "toString toDateString toTimeString toISOString toUTCString toGMTString getDate setDate getDay " +
  "getFullYear setFullYear getHours setHours getMilliseconds setMilliseconds getMinutes setMinutes " +
  "getMonth setMonth getSeconds setSeconds getTime setTime getTimezoneOffset getUTCDate setUTCDate " +
  "getUTCDay getUTCFullYear setUTCFullYear getUTCHours setUTCHours getUTCMilliseconds " +
  "setUTCMilliseconds getUTCMinutes setUTCMinutes getUTCMonth setUTCMonth getUTCSeconds " +
  "setUTCSeconds valueOf getYear setYear toJSON toLocaleString toLocaleDateString " +
  "toLocaleTimeString");
there("bytes", new Uint8Array(2),
  "buffer byteLength byteOffset length entries keys values at copyWithin every fill filter find " +
  "findIndex findLast findLastIndex forEach includes indexOf join lastIndexOf map reverse reduce " +
  "reduceRight set slice some sort subarray toLocaleString toString toReversed toSorted with");
there("buffer", new ArrayBuffer(2),
  "byteLength slice maxByteLength resizable resize");
there("view", new DataView(new ArrayBuffer(2)),
  "buffer byteLength byteOffset getInt8 setInt8 getUint8 setUint8 getInt16 setInt16 getUint16 " +
  "setUint16 getInt32 setInt32 getUint32 setUint32 getFloat32 setFloat32 getFloat64 setFloat64 " +
  "getBigInt64 setBigInt64 getBigUint64 setBigUint64");
there("error", new Error("a"),
  "name message toString");
there("promise", Promise.resolve(1),
  "then catch finally");
there("Object", Object,
  "assign getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames " +
  "getOwnPropertySymbols hasOwn is preventExtensions seal create defineProperties defineProperty " +
  "freeze getPrototypeOf setPrototypeOf isExtensible isFrozen isSealed keys entries fromEntries " +
  "values");
there("Array", Array,
  "isArray from of");
there("String", String,
  "fromCharCode fromCodePoint raw");
there("Number", Number,
  "isFinite isInteger isNaN isSafeInteger parseFloat parseInt MAX_VALUE MIN_VALUE NaN " +
  "NEGATIVE_INFINITY POSITIVE_INFINITY MAX_SAFE_INTEGER MIN_SAFE_INTEGER EPSILON");
there("Math", Math,
  "abs acos acosh asin asinh atan atanh atan2 ceil cbrt expm1 clz32 cos cosh exp floor fround hypot " +
  "imul log log1p log2 log10 max min pow random round sign sin sinh sqrt tan tanh trunc E LN10 LN2 " +
  "LOG10E LOG2E PI SQRT1_2 SQRT2");
there("JSON", JSON,
  "parse stringify");
there("Date", Date,
  "now parse UTC");
there("Promise", Promise,
  "all allSettled any race resolve reject");
there("ArrayBuffer", ArrayBuffer,
  "isView");
there("global", global,
  "Object Function Array Number parseFloat parseInt Infinity NaN Boolean String Symbol Date Promise " +
  "RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError " +
  "globalThis JSON Math Intl ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array " +
  "Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map " +
  "BigInt Set WeakMap WeakSet Proxy Reflect FinalizationRegistry WeakRef decodeURI " +
  "decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN console " +
  "process global Buffer clearImmediate setImmediate URL URLSearchParams DOMException " +
  "AbortController AbortSignal Event EventTarget TextEncoder TextDecoder TransformStream " +
  "TransformStreamDefaultController WritableStream WritableStreamDefaultController " +
  "WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader " +
  "ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController " +
  "ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream " +
  "CompressionStream DecompressionStream clearInterval clearTimeout setInterval setTimeout " +
  "queueMicrotask structuredClone BroadcastChannel MessageChannel MessagePort MessageEvent Blob " +
  "File Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver " +
  "PerformanceObserverEntryList PerformanceResourceTiming performance fetch FormData Headers " +
  "Request Response SharedArrayBuffer Atomics WebAssembly crypto Crypto CryptoKey SubtleCrypto " +
  "CustomEvent require Uint24Array E Serial1 Serial6 Serial7 LoopbackA USB AES Graphics Pin SPI1 " +
  "I2C1 OneWire Waveform Storage setWatch clearWatch digitalRead analogRead pinMode changeInterval " +
  "print load reset save quit dump edit trace getTime setTime getSerial peek8 poke32 url btoa atob " +
  "InternalError Modules HIGH LOW D5 httpCRq StorageFile window self document");
there("E", E,
  "CRC32 toString toUint8Array toArrayBuffer hwRand getErrorFlags getFlags setFlags setConsole " +
  "lockConsole kickWatchdog enableWatchdog reboot clip sum mapInPlace reverseByte getSizeOf " +
  "setTimeZone on emit toJS SHA256 now getBattery showMessage");
there("process", process,
  "env memory version on nextTick exit argv platform cwd");
there("console", console,
  "log warn error info debug trace table group time");
there("Serial1", Serial1,
  "setup unsetup write print println read available inject pipe setConsole flush on emit close end");
there("Storage", require("Storage"),
  "read write erase eraseAll list compact getFree getStats readJSON writeJSON readArrayBuffer open " +
  "hash optimise append writeSync");
there("crypto", require("crypto"),
  "SHA1 SHA224 SHA256 SHA384 SHA512 PBKDF2 AES MD5 HMAC randomBytes createHash");
there("heatshrink", require("heatshrink"),
  "compress decompress encode decode");
there("http", require("http"),
  "request get createServer Agent globalAgent STATUS_CODES");
there("Flash", require("Flash"),
  "getFree getPage erasePage read write");
there("fs", require("fs"),
  "readFile readFileSync writeFile writeFileSync appendFileSync unlinkSync readdirSync statSync " +
  "existsSync promises");
quit();
