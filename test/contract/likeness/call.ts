/** One request of a generated sequence; strings may hold references `⟦n.path⟧` to the answer of call n. */
export interface Call {
	/** Route with its parameters unfilled (`GET /iofog/:uuid`), by which differences are grouped. */
	readonly route: string;
	readonly method: string;
	/** Path and query below `/api/v3`. */
	readonly path: string;
	/** JSON body. */
	readonly body?: unknown;
	/** Body sent as it stands, with its content type. */
	readonly raw?: { readonly type: string; readonly text: string };
	/** Multipart upload of one file. */
	readonly file?: { readonly field: string; readonly text: string };
	/** Who asks: the signed-in user when absent; `none`, `wrong`, `raw`, `user:n` (log-in of call n), `agent:n` (provisioning of call n). */
	readonly as?: string;
	/** Wait until the Controller's background work has come to rest before the call that follows this one. */
	readonly settle?: boolean;
}

/** Answer of a Controller: `body` is parsed JSON, or text where the content type is another, or null where there is none. */
export interface Answer {
	readonly status: number;
	readonly type: string;
	readonly body: unknown;
}

/** A call together with its answer: one line of a trace file. */
export interface Exchange {
	readonly call: Call;
	readonly answer: Answer;
}

/** Dialects of the Controller API that sequences are generated for. */
export type Dialect = "3.0" | "3.7";

/** A reference to a member of the answer of call `index`; `otherwise` (JSON) stands in where that answer lacks it. */
export function ref(index: number, path: string, otherwise?: unknown): string {
	const fallback =
		otherwise === undefined ? "" : `|${JSON.stringify(otherwise)}`;
	return `⟦${index}.${path}${fallback}⟧`;
}

const reference = /⟦(\d+)\.([^⟧|]+)(?:\|([^⟧]*))?⟧/g;
const whole = /^⟦(\d+)\.([^⟧|]+)(?:\|([^⟧]*))?⟧$/;

function look(
	answers: readonly Answer[],
	index: string,
	path: string,
	fallback?: string,
): unknown {
	let value: unknown = answers[Number(index)]?.body;
	for (const step of path.split("."))
		value =
			value !== null && typeof value === "object"
				? (value as Record<string, unknown>)[step]
				: undefined;
	if (value !== undefined && value !== null) return value;
	return fallback === undefined
		? `missing-${index}-${path}`
		: JSON.parse(fallback);
}

/** Fills the references of a value, at every depth; a string that is one reference becomes the referenced value with its type. */
export function fill(value: unknown, answers: readonly Answer[]): unknown {
	if (typeof value === "string") {
		const only = whole.exec(value);
		if (only !== null)
			return look(answers, only[1] as string, only[2] as string, only[3]);
		return value.replace(
			reference,
			(_, index: string, path: string, fallback?: string) =>
				String(look(answers, index, path, fallback)),
		);
	}
	if (Array.isArray(value)) return value.map((item) => fill(item, answers));
	if (value !== null && typeof value === "object")
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [key, fill(item, answers)]),
		);
	return value;
}
