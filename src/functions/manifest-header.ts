import type { Place } from "./manifest-place";

type Values = Record<string, unknown>;

/** A document that has passed as one of iofogctl's. */
export interface Header {
	readonly kind: string;
	/** Where messages about the whole document point. */
	readonly place: Place;
	readonly spec: Place;
	readonly name: string | undefined;
	readonly tags: string[] | undefined;
}

/** True for a document that names what it is about. */
export const hasName = (of: Header) =>
	of.name !== undefined || of.spec.members().has("name");

/** The name of what a document is about; a fault where there is none. */
export function nameOf(of: Header): string {
	const name = of.name ?? of.spec.members().get("name")?.text();
	if (!name) throw of.place.fault(`of kind ${of.kind} needs a "metadata.name"`);
	return name;
}

/** The name of what stands inside an application. */
export function innerName(place: Place): string {
	const name = place.members().get("name")?.text();
	if (!name) throw place.fault('needs a "name"');
	return name;
}

/** Application and name, as in `shop/web`, or with the application that the specification names. */
export function qualified(
	of: Header,
	within: string | undefined,
): [string, string] {
	const parts = nameOf(of).split("/");
	if (parts.length > 2 || parts.includes(""))
		throw of.place.fault(
			`of kind ${of.kind} needs a "metadata.name" of the form APPLICATION/NAME`,
		);
	const outer = parts.length === 2 ? parts[0] : within;
	if (!outer)
		throw of.place.fault(
			`of kind ${of.kind} does not say which application it belongs to: write "metadata.name" as APPLICATION/${parts[0]}`,
		);
	return [outer, parts.at(-1) as string];
}

/** Tags of a document as an argument of an agent. */
export const tagsOf = ({ tags }: Header): Values => (tags ? { tags } : {});
