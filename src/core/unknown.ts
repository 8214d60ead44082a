/** The plain-JavaScript stand-in for a value that is decided during apply, the same symbol in every copy of this package. */
export const UNKNOWN: unique symbol = Symbol.for("fogform/unknown");
