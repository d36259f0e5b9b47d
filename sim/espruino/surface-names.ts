/**
 * What the interpreter's language has of the names JavaScript engines have, as measured in the
 * interpreter (the same in the Linux build and in the 32-bit build): everything else is taken out
 * of the realm. Members that it has and engines lack are added elsewhere.
 */

/** Global names that stay. */
export const GLOBALS = words(`
  Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Date RegExp
  Error ReferenceError SyntaxError TypeError globalThis JSON Math ArrayBuffer Uint8Array Int8Array Uint16Array
  Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray DataView decodeURIComponent
  encodeURIComponent eval isFinite isNaN`);

/** Members that stay on the constructors and namespaces themselves. */
export const STATICS: Record<string, string[]> = {
  Object:
    words(`length prototype assign getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames create
    defineProperties defineProperty getPrototypeOf setPrototypeOf keys entries fromEntries values`),
  Array: words("length prototype isArray"),
  String: words("length prototype fromCharCode"),
  Number: words("length prototype MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY"),
  Math: words(`abs acos asin atan atan2 ceil cos exp floor log max min pow random round sign sin sqrt tan
    E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2`),
  JSON: words("parse stringify"),
  Date: words("length prototype now parse"),
  // Without a limit on stack traces engines make none, and the interpreter's errors have a stack.
  Error: words("length prototype stackTraceLimit"),
  ArrayBuffer: words("length prototype"),
  Function: words("length prototype"),
  Boolean: words("length prototype"),
  RegExp: words("length prototype"),
};

/** Members that stay on the prototypes. */
export const MEMBERS: Record<string, string[]> = {
  Object: words("constructor __proto__ hasOwnProperty toString valueOf"),
  Function: words("length constructor apply bind call toString"),
  String:
    words(`length constructor charAt charCodeAt concat endsWith includes indexOf lastIndexOf match padEnd padStart
    repeat replace replaceAll slice split substr substring startsWith toString trim toLowerCase toUpperCase valueOf`),
  Number: words("constructor toFixed toString valueOf"),
  Boolean: words("constructor toString valueOf"),
  Array:
    words(`length constructor concat fill find findIndex pop push reverse shift unshift slice sort splice includes indexOf
    join forEach filter map every some reduce toString`),
  Date: words(`constructor toString toISOString toUTCString getDate setDate getDay getFullYear setFullYear getHours
    setHours getMilliseconds setMilliseconds getMinutes setMinutes getMonth setMonth getSeconds setSeconds getTime setTime
    getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth
    getUTCSeconds valueOf toJSON`),
  ArrayBuffer: words("constructor byteLength"),
  DataView:
    words(`constructor buffer byteLength byteOffset getInt8 setInt8 getUint8 setUint8 getInt16 setInt16 getUint16
    setUint16 getInt32 setInt32 getUint32 setUint32 getFloat32 setFloat32 getFloat64 setFloat64`),
  Error: words("constructor message toString"),
};

/** Members that stay on the prototype all typed arrays share. */
export const TYPED_ARRAY_MEMBERS = words(`
  constructor buffer byteLength byteOffset length every fill filter find findIndex forEach includes indexOf join map
  reverse reduce set slice some sort subarray toString`);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
