import type { Dice } from "../../support/dice";

const plain = [
	"edge",
	"a b",
	"x",
	"prod-1",
	"line1\nline2",
	"ünïcode",
	"日本語",
	"🙂",
];
const odd = [
	"",
	"   ",
	" lead",
	"trail ",
	"<b>bold</b>",
	"<script>alert(1)</script>",
	"a & b",
	`say "hi"`,
	"it's",
	"back\\slash",
	"tab\tend",
	"%20",
	"null",
	"{}",
	"}}",
];
const liquid = [
	"{{ self.name }}",
	"pre-{{ self.name }}-post",
	"{{ 5 | plus: 1 }}",
	"x{{ 5 | plus: 1 }}",
	"{{ undefinedvar }}",
	"{{ b",
	"{% bogus %}",
	"{% raw %}{{ keep }}{% endraw %}",
	`{{ "a" | upcase }}`,
	"{% if true %}yes{% endif %}",
	"{{ self.nope.deeper }}",
	`{{ "x" | nofilter }}`,
	`{{ "12" | toNumber }}`,
	`{{ "true" | toBoolean }}`,
	"{{ 7 | toString }}",
	"{% assign a = 3 %}{{ a }}",
	`{{ "a,b" | split: "," | join: "+" }}`,
];

/** Any text: mostly tame, sometimes odd, sometimes a Liquid template. */
export function text(dice: Dice): string {
	return dice.weighted([
		[6, () => dice.pick(plain)],
		[3, () => dice.pick(odd)],
		[1.5, () => dice.pick(liquid)],
		[0.2, () => "long".repeat(dice.int(50, 200))],
	])();
}

/** A value that is seldom what a member wants. */
export function wrong(dice: Dice): unknown {
	return dice.pick<unknown>([
		null,
		0,
		-1,
		1.5,
		99999,
		2147483648,
		1e21,
		0.1,
		true,
		false,
		"",
		"text",
		"5",
		"true",
		[],
		["x"],
		[1],
		[null],
		{},
		{ a: 1 },
	]);
}

/** Configuration text of a microservice: JSON, odd JSON, or no JSON at all. */
export function config(dice: Dice): string {
	return dice.pick([
		"{}",
		"",
		`{"a":1}`,
		`{"b": {"c": [1, 2.50, null, true]}, "a":"x"}`,
		`{"n":12345678901234567890}`,
		`{"q":"say \\"hi\\""}`,
		`{"p":"C:\\\\dir\\\\"}`,
		`{"u":"\\u007b\\u007b x \\u0022 \\u005c"}`,
		`{"t":"{{ self.name }}"}`,
		`{"t":"{{"}`,
		`{"deep":{"x":{}}}`,
		"not json",
		`"string"`,
		"[1,2]",
		"null",
		`{"é":"日本"}`,
		`{"h":"<script>&amp;</script>"}`,
		`{"a":"${"v".repeat(300)}"}`,
	]);
}

/** A value to stand at a place of a body in place of what was there. */
function replaceAt(
	root: unknown,
	path: readonly (string | number)[],
	make: (old: unknown) => unknown,
): unknown {
	const [step, ...rest] = path;
	if (step === undefined) return make(root);
	if (Array.isArray(root)) {
		const copy = root.slice();
		const value = replaceAt(copy[Number(step)], rest, make);
		if (value === undefined) copy.splice(Number(step), 1);
		else copy[Number(step)] = value;
		return copy;
	}
	const copy = { ...(root as Record<string, unknown>) };
	const value = replaceAt(copy[step], rest, make);
	if (value === undefined) delete copy[step];
	else copy[step] = value;
	return copy;
}

function placesOf(
	value: unknown,
	at: readonly (string | number)[] = [],
): (string | number)[][] {
	if (value === null || typeof value !== "object") return [[...at]];
	const inner = Object.keys(value).flatMap((key) =>
		placesOf((value as Record<string, unknown>)[key], [
			...at,
			Array.isArray(value) ? Number(key) : key,
		]),
	);
	return at.length > 0 ? [[...at], ...inner] : inner;
}

/** A copy of a body with one thing wrong or odd: a member missing, of another type, null, another text, an unknown member more. */
export function spoil(
	dice: Dice,
	body: Record<string, unknown>,
): Record<string, unknown> {
	const places = placesOf(body);
	if (places.length === 0 || dice.chance(0.08))
		return {
			...body,
			[dice.pick(["bogus", "uuid", "id", "createdAt", "userId"])]: wrong(dice),
		};
	const place = dice.chance(0.5)
		? dice.pick(places.filter((it) => it.length === 1))
		: dice.pick(places);
	const change = dice.weighted<(old: unknown) => unknown>([
		[3, () => undefined],
		[4, () => wrong(dice)],
		[2, () => text(dice)],
		[
			1,
			(old) =>
				typeof old === "number"
					? -old
					: typeof old === "string"
						? old.toUpperCase()
						: String(old),
		],
	]);
	return replaceAt(body, place, change) as Record<string, unknown>;
}
