import { listValue, stringValue, type Value } from "../values/value";
import {
	aboutArgument,
	bigWholeNumber,
	number,
	text,
	textFunction,
	wholeNumber,
} from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";
import {
	type Block,
	blockAt,
	lastOf,
	parseBlock,
	printAddress,
	printBlock,
} from "./ip";

function host(block: Block, given: bigint): Value {
	const { start, prefix, width } = block;
	const max = (1n << BigInt(width - prefix)) - 1n;
	// A negative number counts back from the end.
	const index = given < 0n ? max + given + 1n : given;
	const distance = given < 0n ? -given - 1n : given;
	if (distance > max) {
		throw new Error(
			`prefix of ${prefix} does not accommodate a host numbered ${index}`,
		);
	}
	return stringValue(printAddress(start | index, width));
}

function subnet(block: Block, extra: number, index: bigint): Value {
	const { start, prefix, width } = block;
	if (prefix + extra > width) {
		throw new Error(
			`insufficient address space to extend prefix of ${prefix} by ${extra}`,
		);
	}
	if (extra < 0 || index < 0n || index >= 1n << BigInt(extra)) {
		throw new Error(
			`prefix extension of ${extra} does not accommodate a subnet numbered ${index}`,
		);
	}
	const shift = BigInt(width - prefix - extra);
	return stringValue(
		printBlock({
			start: start | (index << shift),
			prefix: prefix + extra,
			width,
		}),
	);
}

function subnets(block: Block, given: readonly Value[]): Value {
	const { width } = block;
	const limit = 1n << BigInt(width);
	let current: Block | undefined;
	const found = given.map((arg, i) => {
		const fail = (message: string) => new ArgumentError(i + 1, message);
		const extra = aboutArgument(i + 1, () => wholeNumber(arg));
		if (extra < 1) throw fail("must extend prefix by at least one bit");
		if (extra > 32) throw fail("may not extend prefix by more than 32 bits");
		const prefix = block.prefix + extra;
		if (prefix > width) {
			throw fail(
				`would extend prefix to ${prefix} bits, which is too long for an ${width === 32 ? "IPv4" : "IPv6"} address`,
			);
		}
		const before: Block =
			current ?? blockAt((block.start + limit - 1n) % limit, prefix, width);
		const from =
			current === undefined
				? block.start
				: lastOf(blockAt(lastOf(before), prefix, width)) + 1n;
		const next = blockAt(from % limit, prefix, width);
		const outside =
			from >= limit || next.start < block.start || lastOf(next) > lastOf(block);
		if (outside) {
			throw fail(
				`not enough remaining address space for a subnet with a prefix of ${prefix} bits after ${printBlock(before)}`,
			);
		}
		current = next;
		return stringValue(printBlock(next));
	});
	return listValue("string", found);
}

/** Functions of address blocks. */
export const networkFunctions: FunctionDefinition[] = [
	{
		name: "cidrhost",
		summary: "Gives an address of a block by its number.",
		parameters: [text("prefix"), number("hostnum")],
		returns: "string",
		notNull: true,
		run: ({ args: [prefix, index] }) => {
			const given = bigWholeNumber(index as Value);
			return host(parseBlock((prefix as Value).text), given);
		},
	},
	textFunction(
		"cidrnetmask",
		"Gives the netmask of an IPv4 block.",
		[text("prefix")],
		(given) => {
			const { prefix, width } = parseBlock(given);
			if (width === 128)
				throw new Error(`IPv6 addresses cannot have a netmask: ${given}`);
			return stringValue(
				printAddress(blockAt((1n << 32n) - 1n, prefix, 32).start, 32),
			);
		},
	),
	{
		name: "cidrsubnet",
		summary:
			"Gives a block within a block by how many bits longer its prefix is and by its number.",
		parameters: [text("prefix"), number("newbits"), number("netnum")],
		returns: "string",
		notNull: true,
		run: ({ args: [prefix, newbits, netnum] }) => {
			const extra = wholeNumber(newbits as Value);
			const index = bigWholeNumber(netnum as Value);
			return subnet(parseBlock((prefix as Value).text), extra, index);
		},
	},
	{
		name: "cidrsubnets",
		summary:
			"Gives consecutive blocks within a block, each by how many bits longer its prefix is.",
		parameters: [text("prefix")],
		variadic: number("newbits"),
		returns: ["list", "string"],
		notNull: true,
		run: ({ args: [prefix, ...newbits] }) =>
			subnets(
				aboutArgument(0, () => parseBlock((prefix as Value).text)),
				newbits,
			),
	},
];
