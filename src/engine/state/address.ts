import { compareStrings } from "../values/strings";
import type { InstanceAddress, ResourceAddress } from "./types";

// What Terraform prints as it is within a quoted key; everything else becomes \uXXXX.
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
const SHORT: Record<string, string> = {
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
};

/** Writes a `for_each` key as Terraform does within an address: quoted, with `${` and `%{` doubled. */
export function quoteKey(key: string): string {
	const escaped = key
		.replace(/[\\"]/g, "\\$&")
		.replace(/([$%])\{/g, "$1$1{")
		.replace(UNPRINTABLE, (char) => {
			const code = char.codePointAt(0) as number;
			return (
				SHORT[char] ??
				(code > 0xffff
					? `\\U${code.toString(16).padStart(8, "0")}`
					: `\\u${code.toString(16).padStart(4, "0")}`)
			);
		});
	return `"${escaped}"`;
}

/** Writes a resource's address: `iofog_microservice.web`, `data.iofog_agent.edge`. */
export function resourceText(address: ResourceAddress): string {
	const module = address.module ? `${address.module}.` : "";
	const mode = address.mode === "data" ? "data." : "";
	return `${module}${mode}${address.type}.${address.name}`;
}

/** Writes an instance's address: `iofog_microservice.web["eu"]`. */
export function addressText(address: InstanceAddress): string {
	const { key } = address;
	if (key === undefined) return resourceText(address);
	return `${resourceText(address)}[${typeof key === "number" ? key : quoteKey(key)}]`;
}

const NAME = "[\\p{ID_Start}_][\\p{ID_Continue}-]*";
const KEY = '\\[(?:(\\d+)|"((?:[^"\\\\]|\\\\.)*)")\\]';
const ADDRESS = new RegExp(
	`^((?:module\\.${NAME}(?:${KEY})?\\.)*)(data\\.)?(${NAME})\\.(${NAME})(?:${KEY})?$`,
	"u",
);

/** Reads an address of a resource or of an instance as a user writes it; undefined where it is none. */
export function parseAddress(text: string): InstanceAddress | undefined {
	const match = ADDRESS.exec(text);
	if (match === null) return undefined;
	const [, module = "", , , data, type = "", name = "", index, key] = match;
	// A data source's address without its name.
	if (data === undefined && type === "data") return undefined;
	return {
		...(module !== "" && { module: module.slice(0, -1) }),
		mode: data === undefined ? "managed" : "data",
		type,
		name,
		...(index !== undefined && { key: Number(index) }),
		...(key !== undefined && { key: unquoteKey(key) }),
	};
}

function unquoteKey(text: string): string {
	return text.replace(
		/\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})|\\(.)|\$\$\{|%%\{/gs,
		(whole, short, long, char) => {
			const hex = short ?? long;
			if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
			if (char === undefined) return whole.slice(1);
			return { n: "\n", r: "\r", t: "\t" }[char as string] ?? char;
		},
	);
}

/** Orders resources as Terraform's state files do: by module, mode (data first), type and name. */
export function compareResources(
	a: ResourceAddress,
	b: ResourceAddress,
): number {
	return (
		compareStrings(a.module ?? "", b.module ?? "") ||
		compareStrings(a.mode, b.mode) ||
		compareStrings(a.type, b.type) ||
		compareStrings(a.name, b.name)
	);
}

/** Orders the instances of a resource as Terraform's state files do: without key, by index, by key. */
export function compareKeys(
	a: number | string | undefined,
	b: number | string | undefined,
): number {
	if (a === b) return 0;
	if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
	if (typeof a === "number" && typeof b === "number") return a - b;
	if (typeof a === "string" && typeof b === "string") {
		return compareStrings(a, b);
	}
	return typeof a === "number" ? -1 : 1;
}
