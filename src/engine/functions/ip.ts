/** An address block: the first address as a number, the length of the prefix, and the width of addresses in bits, 32 or 128. */
export interface Block {
	start: bigint;
	prefix: number;
	width: 32 | 128;
}

const mask = (width: number, prefix: number) =>
	((1n << BigInt(prefix)) - 1n) << BigInt(width - prefix);

/** Reads CIDR notation; the host part is dropped. Throws an Error. */
export function parseBlock(given: string): Block {
	const invalid = () =>
		new Error(`invalid CIDR expression: invalid CIDR address: ${given}`);
	const slash = given.indexOf("/");
	if (slash === -1) throw invalid();
	const length = given.slice(slash + 1);
	const address = parseAddress(given.slice(0, slash));
	if (address === undefined || !/^\d+$/.test(length)) throw invalid();
	const { value, width } = address;
	const prefix = Number(length);
	if (prefix > width) throw invalid();
	return { start: value & mask(width, prefix), prefix, width };
}

/** Takes the addresses of a block from a prefix length on, without what lies outside of it. */
export function blockAt(
	address: bigint,
	prefix: number,
	width: 32 | 128,
): Block {
	return { start: address & mask(width, prefix), prefix, width };
}

/** Gives the last address of a block. */
export function lastOf({ start, prefix, width }: Block): bigint {
	return start | ((1n << BigInt(width - prefix)) - 1n);
}

interface Address {
	value: bigint;
	width: 32 | 128;
}

function parseAddress(given: string): Address | undefined {
	const value = given.includes(":") ? parseV6(given) : parseV4(given);
	if (value === undefined) return undefined;
	return { value, width: given.includes(":") ? 128 : 32 };
}

// Leading zeros are decimal here, as in Terraform.
function parseV4(given: string): bigint | undefined {
	const parts = given.split(".");
	const valid = parts.every((part) => /^\d+$/.test(part) && Number(part) < 256);
	if (parts.length !== 4 || !valid) return undefined;
	return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseV6(given: string): bigint | undefined {
	let text = given;
	const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(given);
	if (dotted !== null) {
		const v4 = parseV4(dotted[2] as string);
		if (v4 === undefined) return undefined;
		text = `${dotted[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
	}
	const halves = text.split("::");
	if (halves.length > 2) return undefined;
	const [head = [], tail = []] = halves.map((half) =>
		half === "" ? [] : half.split(":"),
	);
	const missing = 8 - head.length - tail.length;
	if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
	const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
	if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)))
		return undefined;
	return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** Prints an address: IPv6 with its longest run of zeros left out, and as IPv4 where it stands for one. */
export function printAddress(address: bigint, width: 32 | 128): string {
	if (width === 32 || address >> 32n === 0xffffn) {
		return [24n, 16n, 8n, 0n]
			.map((shift) => (address >> shift) & 0xffn)
			.join(".");
	}
	const groups = Array.from({ length: 8 }, (_, i) =>
		((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16),
	);
	const runs = [...groups.join(":").matchAll(/\b0(?::0)+\b/g)];
	const longest = runs.sort((a, b) => b[0].length - a[0].length)[0];
	if (longest === undefined) return groups.join(":");
	const text = groups.join(":");
	const before = text.slice(0, longest.index).replace(/:$/, "");
	const after = text.slice(longest.index + longest[0].length).replace(/^:/, "");
	return `${before}::${after}`;
}

/** Prints a block in CIDR notation. */
export function printBlock({ start, prefix, width }: Block): string {
	return `${printAddress(start, width)}/${prefix}`;
}
