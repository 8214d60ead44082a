import { UsageError } from "./failure";

/** Makes the reader of an option that takes a whole number within limits. */
export function numberOption(
	flag: string,
	limits: { min: number; max?: number },
): (text: string) => number {
	const { min, max = Number.MAX_SAFE_INTEGER } = limits;
	return (text) => {
		const value = Number(text);
		if (/^\d+$/.test(text) && value >= min && value <= max) return value;
		const range =
			limits.max === undefined ? `from ${min} on` : `from ${min} to ${max}`;
		throw new UsageError(
			"Invalid option",
			`${flag} ${text}: the value must be a whole number ${range}.`,
		);
	};
}
