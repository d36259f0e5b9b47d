/** The image's version (package.json), put in by the build. */
declare const TILL_VERSION: string;
/** True in a development image, which keeps the interpreter's console. Put in by the build. */
declare const TILL_CONSOLE: boolean;
