import {
	checkPush,
	listAddresses,
	moveAddress,
	parseState,
	printState,
	removeAddresses,
	State,
	setTainted,
} from "../../../../src/engine/state";
import { fixture, instance, PROVIDER, refusal } from "./support";

const state = parseState(fixture("values"), "values");
const deposed = parseState(fixture("deposed"), "deposed");

test.each<[string, string[], string[]]>([
	[
		"a resource",
		["terraform_data.b"],
		['["10"]', '["2"]', '["a\\"b"]', '["k.2"]', '["k1"]'].map(
			(key) => `terraform_data.b${key}`,
		),
	],
	["an instance", ["terraform_data.c[10]"], ["terraform_data.c[10]"]],
	[
		"several, in the order of the state",
		["terraform_data.one", "terraform_data.a", "terraform_data.a"],
		["terraform_data.a", "terraform_data.one"],
	],
])("state list of %s", (_, filters, listed) => {
	expect(listAddresses(state, filters)).toEqual(listed);
});

test("state list lists indexes as numbers", () => {
	const listed = listAddresses(state);
	expect(listed).toHaveLength(19);
	expect(listed.slice(6, 18)).toEqual(
		Array.from({ length: 12 }, (_, i) => `terraform_data.c[${i}]`),
	);
});

test.each([
	["terraform_data.nope", /^Not in the state: /],
	["terraform_data.c[99]", /^Not in the state: /],
	["terraform_data.b[0]", /^Not in the state: /],
	["terraform_data", /^Invalid address: /],
	["x..y", /^Invalid address: /],
])("%s is refused by all commands", async (address, message) => {
	for (const call of [
		() => listAddresses(state, ["terraform_data.a", address]),
		() => removeAddresses(state, ["terraform_data.a", address]),
		() => moveAddress(state, address, "terraform_data.new"),
		() => setTainted(state, address, true),
	]) {
		expect(await refusal(call)).toMatch(message);
	}
});

test("state rm takes out instances, whole resources and deposed objects, and no other", () => {
	const one = removeAddresses(state, [
		"terraform_data.c[3]",
		"terraform_data.b",
		'terraform_data.b["2"]',
	]);
	expect(one.removed).toHaveLength(6);
	expect(one.state.size).toBe(13);
	expect(state.size).toBe(19);
	const two = removeAddresses(deposed, ["terraform_data.dep"]);
	expect(two.state.get("terraform_data.dep")).toBeUndefined();
});

test.each<[string, string, string, string[]]>([
	[
		"a resource",
		"terraform_data.one",
		"terraform_data.two",
		["terraform_data.two"],
	],
	[
		"into an index",
		"terraform_data.one",
		"terraform_data.two[0]",
		["terraform_data.two[0]"],
	],
	[
		"into another index",
		"terraform_data.c[11]",
		"terraform_data.c[12]",
		["terraform_data.c[12]"],
	],
	[
		"out of an index",
		"terraform_data.c[11]",
		"terraform_data.d",
		["terraform_data.d"],
	],
	[
		"into a key",
		"terraform_data.c[11]",
		'terraform_data.c["x"]',
		['terraform_data.c["x"]'],
	],
	[
		"all instances",
		"terraform_data.b",
		"terraform_data.z",
		['["10"]', '["2"]', '["a\\"b"]', '["k.2"]', '["k1"]'].map(
			(key) => `terraform_data.z${key}`,
		),
	],
])("state mv %s", (_, from, to, after) => {
	const { state: next, moved } = moveAddress(state, from, to);
	expect(moved.map((one) => one.to)).toEqual(after);
	for (const one of moved) {
		expect(next.get(one.from)).toBeUndefined();
		expect(next.instance(one.to)?.attributes).toBe(
			state.instance(one.from)?.attributes,
		);
	}
	expect(next.size).toBe(state.size);
	expect(parseState(printState(next), "next").size).toBe(state.size);
});

test("state mv takes deposed objects along", () => {
	const { state: next } = moveAddress(
		deposed,
		"terraform_data.dep",
		"terraform_data.moved[0]",
	);
	expect(next.get("terraform_data.moved[0]")?.deposed?.size).toBe(2);
	expect(next.get("terraform_data.dep")).toBeUndefined();
});

test("after state mv, dependencies name the new address, and both while the old one has instances", () => {
	const whole = moveAddress(
		state,
		"terraform_data.b",
		"terraform_data.z",
	).state;
	expect(whole.instance("terraform_data.c[0]")?.dependencies).toEqual([
		"terraform_data.a",
		"terraform_data.z",
	]);
	const part = moveAddress(
		state,
		'terraform_data.b["2"]',
		"terraform_data.z",
	).state;
	expect(part.instance("terraform_data.c[0]")?.dependencies).toEqual([
		"terraform_data.a",
		"terraform_data.b",
		"terraform_data.z",
	]);
});

test.each([
	[
		"onto itself",
		"terraform_data.one",
		"terraform_data.one",
		/^Address is taken/,
	],
	[
		"onto another",
		"terraform_data.a",
		"terraform_data.one",
		/^Address is taken/,
	],
	[
		"onto another instance",
		"terraform_data.c[1]",
		"terraform_data.c[2]",
		/^Address is taken/,
	],
	[
		"to another type",
		"terraform_data.a",
		"iofog_agent.a",
		/^Resource types differ/,
	],
	[
		"to a data source",
		"terraform_data.a",
		"data.terraform_data.a",
		/^Resource types differ/,
	],
	[
		"many instances to one",
		"terraform_data.b",
		"terraform_data.z[0]",
		/^Several instances/,
	],
])("state mv %s is refused", async (_, from, to, message) => {
	expect(await refusal(() => moveAddress(state, from, to))).toMatch(message);
});

test("taint and untaint", async () => {
	const tainted = setTainted(state, "terraform_data.c[2]", true);
	expect(tainted.instance("terraform_data.c[2]")?.tainted).toBe(true);
	expect(printState(tainted).toString()).toContain(
		'"index_key": 2,\n          "status": "tainted",',
	);
	const clean = setTainted(tainted, "terraform_data.c[2]", false);
	expect(printState(clean).equals(printState(state))).toBe(true);
	expect(
		await refusal(() => setTainted(state, "terraform_data.one", false)),
	).toMatch(/^Not tainted/);
	expect(
		await refusal(() => setTainted(state, "terraform_data.b", true)),
	).toMatch(/^Not one instance/);
	expect(
		await refusal(() =>
			setTainted(deposed, "data.terraform_remote_state.other", true),
		),
	).toMatch(/^Not a managed resource/);
});

function pushed(lineage: string, serial: number, name = "x") {
	const given = State.empty(lineage);
	given.header = { ...given.header, serial };
	given.set({ address: "a.b", provider: PROVIDER, instance: instance(name) });
	return given;
}

test.each<[string, State, RegExp | undefined]>([
	["the same state", pushed("l", 5), undefined],
	["a newer one", pushed("l", 6, "y"), undefined],
	["one without lineage", pushed("", 6, "y"), undefined],
	["an older one", pushed("l", 4), /^State is older: .*serial 4.*serial 5/],
	[
		"another one of the same serial",
		pushed("l", 5, "y"),
		/^State of the same serial: /,
	],
	["one of another lineage", pushed("m", 9), /^State of another lineage: /],
])("state push of %s", async (_, given, message) => {
	const present = pushed("l", 5);
	if (message) {
		expect(await refusal(() => checkPush(given, present))).toMatch(message);
	} else {
		checkPush(given, present);
	}
	checkPush(given, present, { force: true });
	checkPush(given, undefined);
	checkPush(given, State.empty("other"));
});
