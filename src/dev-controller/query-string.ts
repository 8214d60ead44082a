/** A parsed query or form: texts, and lists or objects where names carry brackets. */
export type Query = { [name: string]: Query | Query[] | string | string[] };

type Node = Record<string, unknown>;

function decode(text: string): string {
	const spaced = text.replace(/\+/g, " ");
	try {
		return decodeURIComponent(spaced);
	} catch {
		return spaced;
	}
}

function path(name: string): string[] {
	const first = name.indexOf("[");
	if (first <= 0) return [name];
	const keys = [name.slice(0, first)];
	for (const match of name.slice(first).matchAll(/\[([^[\]]*)\]/g))
		keys.push(match[1] ?? "");
	return keys;
}

function put(node: Node, [key = "", ...rest]: string[], value: string): void {
	const name = key === "" ? String(Object.keys(node).length) : key;
	if (rest.length === 0) {
		const present = node[name];
		if (present === undefined) node[name] = value;
		else if (Array.isArray(present)) present.push(value);
		else node[name] = [present, value];
		return;
	}
	if (typeof node[name] !== "object" || node[name] === null) node[name] = {};
	put(node[name] as Node, rest, value);
}

/** Objects whose keys are all small indexes become lists, as bracket notation means them. */
function compact(value: unknown): unknown {
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return value;
	const entries = Object.entries(value);
	if (entries.length > 0 && entries.every(([k]) => /^\d+$/.test(k) && +k <= 20))
		return entries
			.sort(([a], [b]) => Number(a) - Number(b))
			.map(([, member]) => compact(member));
	return Object.fromEntries(entries.map(([k, member]) => [k, compact(member)]));
}

/** Parses `a=1&b[0][c]=2` as the Controller's query parser does: brackets nest, repeated names become lists. */
export function parseQuery(text: string): Query {
	const root: Node = {};
	for (const part of text.split("&")) {
		if (part === "") continue;
		const at =
			part.indexOf("]=") >= 0 ? part.indexOf("]=") + 1 : part.indexOf("=");
		const name = at < 0 ? part : part.slice(0, at);
		if (name === "") continue;
		put(root, path(decode(name)), at < 0 ? "" : decode(part.slice(at + 1)));
	}
	return Object.fromEntries(
		Object.entries(root).map(([key, member]) => [key, compact(member)]),
	) as Query;
}

/** The sanitizer that stands before the routes: it turns `<` into `&lt;` in query texts and touches nothing else. */
export function sanitizeQuery(query: Query): Query {
	return JSON.parse(JSON.stringify(query).replace(/</g, "&lt;").trim());
}
