import type { Num } from "./number";

/** What is known of a value that is decided during apply, besides its type. */
export class Unknown {
	constructor(
		/** It will not be null. */
		readonly notNull: boolean = false,
		/** How its text will begin. */
		readonly prefix: string = "",
		/** The least and the greatest number that it can be, or count of elements that it can have. */
		readonly min: Num = -Infinity,
		readonly max: Num = Infinity,
	) {}
}

/** Nothing is known but the type. */
export const UNREFINED = new Unknown();
/** It will not be null, and nothing else is known. */
export const NOT_NULL = new Unknown(true);
