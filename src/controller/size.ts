import { attributeName } from "./classify";
import { ControllerError } from "./errors";
import { MAX_BODY_BYTES } from "./limits";
import { snakeCase } from "./wire";

/** Throws `too-large` for a body that the Controller would refuse, naming the attribute that takes the most of it. */
export function assertBodyFits(
	text: string,
	call: { method: string; path: string; subject: string },
	url: string,
): void {
	// A character takes at most 3 bytes of UTF-8, so short texts need no counting.
	if (text.length * 3 <= MAX_BODY_BYTES) return;
	const bytes = Buffer.byteLength(text);
	if (bytes <= MAX_BODY_BYTES) return;
	let largest = "";
	let most = 0;
	for (const [key, value] of Object.entries(
		JSON.parse(text) as Record<string, unknown>,
	)) {
		const size = Buffer.byteLength(JSON.stringify(value));
		if (size > most) [largest, most] = [key, size];
	}
	const attribute = attributeName(largest);
	throw new ControllerError(
		`The request for ${call.subject} takes ${bytes} bytes and a Controller accepts ${MAX_BODY_BYTES} (100 KiB). Most of it, ${most} bytes, is the argument ${snakeCase(attribute)}: make it smaller. What a container needs beyond that can come from files in a volume.`,
		{
			kind: "too-large",
			method: call.method,
			url: `${url}/api/v3${call.path}`,
			attribute,
		},
	);
}
