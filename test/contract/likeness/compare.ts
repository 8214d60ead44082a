import type { Answer, Exchange } from "./call";

/** One place where two answers differ. */
export interface Difference {
	/** Place in the answer: `status`, `type`, or a path into the body. */
	readonly at: string;
	readonly kind:
		| "status"
		| "type"
		| "missing"
		| "extra"
		| "value"
		| "order"
		| "text"
		| "identity";
	readonly real: unknown;
	readonly ours: unknown;
}

/** A call whose answers differ. */
export interface Mismatch {
	readonly index: number;
	readonly exchange: Exchange;
	readonly ours: Answer;
	readonly differences: readonly Difference[];
}

/** How alike two traces of the same calls are: the share of equal answers, and the others. */
export interface Likeness {
	readonly total: number;
	readonly equal: number;
	readonly score: number;
	readonly mismatches: readonly Mismatch[];
}

const identity =
	/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b(?=[a-z]*[A-Z0-9])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{32}\b|\b(?=[a-f]*\d)[0-9a-f]{64}\b|\b[A-Z2-7]{56}\b/g;
const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d\d:\d\d))?/g;
/** Members of answers that hold secrets: only whether there is one is compared. */
export const secrets: ReadonlySet<string> = new Set([
	"accessToken",
	"refreshToken",
	"token",
	"privateKey",
	"publicKey",
	"caCert",
	"provisionKey",
]);
/** Keys, certificates and passwords that a Controller makes up, in base64: compared by shape. */
export const opaque =
	/^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9+/]{42,}={0,2}$/;
/** Members that hold numbers which a Controller counts up. */
const number = /(^i|I|_i)d$/;
const moment = /(^|[a-z])(time|timestamp|active|uptimeSec|lastUpdated)$/i;

/** Identifiers of the two sides, paired one to one as they appear. */
class Pairs {
	constructor(readonly exactNumbers: boolean) {}

	readonly #forth = new Map<string, string>();
	readonly #back = new Map<string, string>();

	match(real: string, ours: string): boolean {
		if (!this.#forth.has(real) && !this.#back.has(ours)) {
			this.#forth.set(real, ours);
			this.#back.set(ours, real);
			return true;
		}
		return this.#forth.get(real) === ours;
	}
}

const blank = (text: string) =>
	text.replace(identity, "<id>").replace(time, "<time>");

const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, it) =>
		it !== null && typeof it === "object" && !Array.isArray(it)
			? Object.fromEntries(
					Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)),
				)
			: it,
	)
		?.replace(identity, "<id>")
		.replace(time, "<time>") ?? "undefined";

function strings(
	at: string,
	key: string,
	real: string,
	ours: string,
	pairs: Pairs,
): Difference[] {
	if (real === ours) return [];
	if (opaque.test(real) && opaque.test(ours)) return [];
	if (secrets.has(key))
		return real !== "" && ours !== ""
			? []
			: [{ at, kind: "value", real, ours }];
	if (blank(real) !== blank(ours)) return [{ at, kind: "value", real, ours }];
	const left = real.match(identity) ?? [];
	const right = ours.match(identity) ?? [];
	return left.every((id, index) => pairs.match(id, right[index] as string))
		? []
		: [{ at, kind: "identity", real, ours }];
}

function numbers(
	at: string,
	key: string,
	real: number,
	ours: number,
	pairs: Pairs,
): Difference[] {
	if (real === ours) return [];
	if (!pairs.exactNumbers && number.test(key)) return [];
	const alike = moment.test(key) && real > 0 && ours > 0;
	return alike ? [] : [{ at, kind: "value", real, ours }];
}

function lists(
	at: string,
	real: readonly unknown[],
	ours: readonly unknown[],
	pairs: Pairs,
): Difference[] {
	const sorted = (list: readonly unknown[]) => list.map(canonical).sort();
	const inOrder = real.map(canonical).join() === ours.map(canonical).join();
	if (
		!inOrder &&
		real.length === ours.length &&
		sorted(real).join() === sorted(ours).join()
	)
		return [
			{
				at,
				kind: "order",
				real: real.map(canonical),
				ours: ours.map(canonical),
			},
		];
	const found = real
		.slice(0, ours.length)
		.flatMap((item, index) => values(`${at}[]`, "", item, ours[index], pairs));
	if (real.length > ours.length)
		found.push({
			at: `${at}[]`,
			kind: "missing",
			real: real[ours.length],
			ours: undefined,
		});
	if (ours.length > real.length)
		found.push({
			at: `${at}[]`,
			kind: "extra",
			real: undefined,
			ours: ours[real.length],
		});
	return found;
}

function values(
	at: string,
	key: string,
	real: unknown,
	ours: unknown,
	pairs: Pairs,
): Difference[] {
	if (typeof real === "string" && typeof ours === "string")
		return strings(at, key, real, ours, pairs);
	if (typeof real === "number" && typeof ours === "number")
		return numbers(at, key, real, ours, pairs);
	if (Array.isArray(real) && Array.isArray(ours))
		return lists(at, real, ours, pairs);
	if (
		real !== null &&
		ours !== null &&
		typeof real === "object" &&
		typeof ours === "object" &&
		!Array.isArray(real) &&
		!Array.isArray(ours)
	) {
		const left = real as Record<string, unknown>;
		const right = ours as Record<string, unknown>;
		return [
			...Object.keys(left).flatMap((name): Difference[] => {
				const there = `${at}.${blank(name)}`;
				const other =
					name in right
						? name
						: Object.keys(right).find(
								(it) => blank(it) === blank(name) && !(it in left),
							);
				if (other === undefined)
					return [
						{ at: there, kind: "missing", real: left[name], ours: undefined },
					];
				return name === "stack" && at === ""
					? []
					: values(there, name, left[name], right[other], pairs);
			}),
			...Object.keys(right)
				.filter(
					(name) =>
						!(name in left) &&
						!(
							blank(name) !== name &&
							Object.keys(left).some((it) => blank(it) === blank(name))
						),
				)
				.map(
					(name): Difference => ({
						at: `${at}.${name}`,
						kind: "extra",
						real: undefined,
						ours: right[name],
					}),
				),
		];
	}
	return Object.is(real, ours) ? [] : [{ at, kind: "value", real, ours }];
}

/** An HTML page without what depends on the machine: the frames of a stack trace. */
export const withoutFrames = (text: string): string =>
	text.replace(/(<br>|\n) *(&nbsp; ?)*at .*?(?=<\/pre>|$)/gs, "");

function answers(
	real: Answer,
	ours: Answer,
	provisioning: boolean,
	pairs: Pairs,
): Difference[] {
	const found: Difference[] = [];
	if (real.status !== ours.status)
		found.push({
			at: "status",
			kind: "status",
			real: real.status,
			ours: ours.status,
		});
	if (real.type !== ours.type)
		found.push({ at: "type", kind: "type", real: real.type, ours: ours.type });
	if (typeof real.body === "string" && typeof ours.body === "string") {
		const [left, right] = [withoutFrames(real.body), withoutFrames(ours.body)];
		if (left !== right)
			found.push({ at: "body", kind: "text", real: left, ours: right });
		return found;
	}
	const keyless = (body: unknown) =>
		provisioning && body !== null && typeof body === "object" && "key" in body
			? { ...body, key: "<key>" }
			: body;
	return [
		...found,
		...values("", "", keyless(real.body), keyless(ours.body), pairs),
	];
}

/**
 * Compares the answers of two runs of the same calls: identifiers by a one-to-one pairing, times and tokens by shape, all else exactly.
 * Numbers of objects are compared exactly too, unless `exactNumbers` is false: 3.7 hands them out in the background, in an order that two runs of the real one do not share.
 */
export function compare(
	real: readonly Exchange[],
	ours: readonly Exchange[],
	exactNumbers = true,
): Likeness {
	const pairs = new Pairs(exactNumbers);
	const mismatches: Mismatch[] = [];
	real.forEach((exchange, index) => {
		const other = ours[index]?.answer ?? { status: 0, type: "", body: null };
		const differences = answers(
			exchange.answer,
			other,
			exchange.call.route.endsWith("provisioning-key"),
			pairs,
		);
		if (differences.length > 0)
			mismatches.push({ index, exchange, ours: other, differences });
	});
	const equal = real.length - mismatches.length;
	return {
		total: real.length,
		equal,
		score: real.length === 0 ? 1 : equal / real.length,
		mismatches,
	};
}
