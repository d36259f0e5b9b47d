/** The image's version (package.json), put in by the build. */
declare const TILL_VERSION: string;
/** When the sources of the image were committed, milliseconds since 1970; 0 where nobody knows. Put in by the build. */
declare const TILL_BUILT: number;
/** True in a development image, which keeps the interpreter's console. Put in by the build. */
declare const TILL_CONSOLE: boolean;
