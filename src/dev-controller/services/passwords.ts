import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

function hash(password: string, salt: string): string {
	// A small work factor: these are passwords of a development server, checked at every log-in of every test.
	return `${salt}:${scryptSync(password, salt, 32, { N: 1024 }).toString("hex")}`;
}

/** A password as stored: a salt and a hash. */
export const hashPassword = (password: string): string =>
	hash(password, randomBytes(16).toString("hex"));

/** Whether a password is the stored one. */
export function isPassword(password: string, stored: string): boolean {
	const salt = stored.split(":")[0] ?? "";
	const given = Buffer.from(hash(password, salt));
	const known = Buffer.from(stored);
	return given.length === known.length && timingSafeEqual(given, known);
}
