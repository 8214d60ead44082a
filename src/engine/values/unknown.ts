/**
 * What is known of a value that is decided during apply, besides its type: that it will not be null, how its text will begin,
 * between which numbers its count of elements will lie.
 */
export class Unknown {
	constructor(
		readonly notNull: boolean = false,
		readonly prefix: string = "",
		readonly minLength: number = 0,
		readonly maxLength: number = Infinity,
	) {}
}

/** Nothing is known but the type. */
export const UNREFINED = new Unknown();
/** It will not be null, and nothing else is known. */
export const NOT_NULL = new Unknown(true);
