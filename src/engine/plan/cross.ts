import { pathText, UNKNOWN } from "../../core";
import type { ClaimOf, Values } from "../../provider/types";
import type { Faults } from "../config/faults";
import { samePlain } from "../objects/plain";
import { guarded } from "../stack/guarded";
import type { Stack } from "../stack/stack";
import { checkFit } from "./fit";
import { type CrossOptions, type Fleet, keeps, type Placed } from "./fleet";
import { changes, ends, type InstancePlan, isReplace } from "./model";
import { withStandIns } from "./stand-ins";

/** Judges planned objects against each other and against live ones, and notes which must wait for which. */
export async function crossCheck(options: CrossOptions): Promise<void> {
	const { placed } = options;
	const changed = placed.filter(({ plan }) => changes(plan.action));
	if (changed.length === 0) return;
	orderEnds(options, changed);
	checkClaims(options, changed);
	const making = changed.filter(({ plan }) => plan.planned !== null);
	const live = [
		checkReferences,
		checkFit,
		checkConflict,
		checkLiveClaims,
		checkNeeds,
	];
	await Promise.all(
		making.flatMap((one) =>
			(options.live && one.known ? live : [checkReferences, checkFit]).map(
				(check) =>
					guarded(options.stack.faults, one.plan.address, () =>
						check(options, one),
					),
			),
		),
	);
}

const typeName = (type: string) =>
	type.slice(type.indexOf("_") + 1).replaceAll("_", " ");

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** How `fogform list` calls the objects of a type. */
const plural = (type: string) =>
	type
		.slice(type.indexOf("_") + 1)
		.replaceAll("_", "-")
		.replace(/y$/, "ie")
		.concat("s");

const applicationOf = (values: Values | null | undefined) =>
	typeof values?.application === "string" ? values.application : undefined;

async function checkReferences(
	{ stack, fleet, live }: CrossOptions,
	one: Placed,
): Promise<void> {
	const { plan, tag } = one;
	const planned = plan.planned as Values;
	const { references } = fleet.provider.facts(plan.at.type);
	for (const [name, target] of Object.entries(references)) {
		const value = planned[name] ?? null;
		if (value === null || typeof value === "object" || value === UNKNOWN)
			continue;
		const [type, attribute] = target.split(".") as [string, string];
		const application = applicationOf(planned);
		const candidates = fleet
			.having(tag, type, attribute, value)
			.filter(({ plan: other }) => {
				const theirs = applicationOf(other.planned ?? other.prior?.values);
				return (
					application === undefined ||
					theirs === undefined ||
					theirs === application
				);
			});
		const there = candidates.find(
			(other) => other !== one && keeps(other, attribute, value),
		);
		if (there) {
			if (changes(there.plan.action)) add(plan, "refersTo", there.plan.address);
			continue;
		}
		const before = plan.prior?.values[name] ?? null;
		if (before === value && plan.action === "update" && candidates.length === 0)
			continue;
		const leaving = candidates.find(({ plan: other }) => ends(other.action));
		if (!(live && one.known) && !leaving) continue;
		if (!leaving) {
			const objects = await fleet.live(one, type, undefined, stack.run.kill);
			if (
				objects.some(
					(object) =>
						object[attribute] === value &&
						(application === undefined ||
							applicationOf(object) === undefined ||
							applicationOf(object) === application),
				)
			)
				continue;
		}
		reportMissing(stack, one, name, type, attribute, value, leaving);
	}
}

function reportMissing(
	stack: Stack,
	{ plan, configured }: Placed,
	name: string,
	type: string,
	attribute: string,
	value: unknown,
	leaving: Placed | undefined,
): void {
	const what = typeName(type);
	const which =
		attribute === "id"
			? `with ID ${value}`
			: attribute === "name"
				? `named "${value}"`
				: `with ${attribute} ${value}`;
	const article = /^[aeiou]/.test(type) ? "an" : "a";
	stack.faults.error(
		`${capital(what)} not found`,
		leaving
			? `The ${what} ${which} is deleted by this same plan (${leaving.plan.address}), so ${plan.address} cannot use it. ${
					isReplace(leaving.plan.action)
						? `Refer to ${leaving.plan.address}.${attribute}, which is that of the new one.`
						: `Keep it, or refer to another ${what}.`
				}`
			: `The Controller at ${configured.controller?.url ?? "the configured URL"} has no ${what} ${which}.\nCreate ${article} ${type} in this stack, or list the ${plural(type).replaceAll("-", " ")} that exist:\n    fogform list ${plural(type)}`,
		plan.address,
		[name],
	);
}

function add(
	plan: InstancePlan,
	set: "takesFrom" | "refersTo",
	address: string,
): void {
	plan[set] ??= new Set();
	plan[set]?.add(address);
}

/** What is deleted waits for what referred to it by value. */
function orderEnds({ fleet }: CrossOptions, changed: readonly Placed[]): void {
	for (const one of changed) {
		const { plan, tag } = one;
		if (!plan.prior || plan.action === "create") continue;
		const { references } = fleet.provider.facts(plan.at.type);
		for (const [name, target] of Object.entries(references)) {
			const value = plan.prior.values[name] ?? null;
			if (value === null || typeof value === "object" || value === UNKNOWN)
				continue;
			const [type, attribute] = target.split(".") as [string, string];
			for (const other of fleet.having(tag, type, attribute, value))
				if (other !== one && ends(other.plan.action))
					add(plan, "refersTo", other.plan.address);
		}
	}
}

interface Claimed {
	readonly placed: Placed;
	readonly claim: ClaimOf;
}

/** Two planned objects must not claim the same; one that gives up a claim comes before one that takes it. */
function checkClaims(
	{ stack, fleet }: CrossOptions,
	changed: readonly Placed[],
): void {
	const wanted = new Map<string, Claimed>();
	const given = new Map<string, Placed>();
	const changedOnes = new Set(changed);
	for (const placed of fleet.placed) {
		const { plan, tag } = placed;
		const { type } = plan.at;
		const after = plan.planned
			? fleet.provider.claims(type, withStandIns(fleet, placed))
			: [];
		for (const claim of after) {
			const key = `${tag} ${claim.key}`;
			const other = wanted.get(key);
			if (other === undefined) wanted.set(key, { placed, claim });
			else if (changedOnes.has(placed) || changedOnes.has(other.placed))
				reportClash(stack.faults, { placed, claim }, other);
		}
		if (plan.prior && changes(plan.action) && plan.action !== "create")
			for (const { key } of fleet.provider.claims(type, plan.prior.values))
				given.set(`${tag} ${key}`, placed);
	}
	for (const [key, { placed }] of wanted) {
		const giver = given.get(key);
		if (giver && giver !== placed)
			add(placed.plan, "takesFrom", giver.plan.address);
	}
}

function reportClash(faults: Faults, one: Claimed, other: Claimed): void {
	faults.error(
		"Claimed twice",
		`${capital(one.claim.label)} is wanted by ${other.placed.plan.address} too${
			other.placed.stack === one.placed.stack
				? ""
				: ` (stack "${other.placed.stack}")`
		}: only one of the two can have it. Change ${pathText(one.claim.path)} of one of them.`,
		one.placed.plan.address,
		one.claim.path,
	);
}

/** A claim that is new must not be held by a live object that this plan leaves as it is. */
async function checkLiveClaims(
	{ stack, fleet }: CrossOptions,
	one: Placed,
): Promise<void> {
	const { plan, tag } = one;
	const { type } = plan.at;
	const { uniqueKey } = fleet.provider.facts(type);
	const before = new Set(
		plan.prior
			? fleet.provider.claims(type, plan.prior.values).map(({ key }) => key)
			: [],
	);
	const fresh = fleet.provider
		.claims(type, plan.planned as Values)
		.filter(
			({ key, path }) =>
				!before.has(key) && !uniqueKey.includes(String(path[0])),
		);
	if (fresh.length === 0) return;
	const holders = await liveClaims(fleet, one, type, stack.run.kill);
	for (const claim of fresh) {
		const live = holders.get(claim.key);
		if (live === undefined || fleet.managerOf(tag, type, live)) continue;
		// The object that is to be imported instead is told of as such.
		if (
			uniqueKey.length > 0 &&
			uniqueKey.every((name) => live[name] === plan.planned?.[name])
		)
			continue;
		stack.faults.error(
			"Claimed already",
			`${capital(claim.label)} is held by ${typeName(type)} "${liveName(live) ?? fleet.provider.idOf(type, live)}", which this plan neither changes nor deletes. Change ${pathText(claim.path)}, or the one that holds it.`,
			plan.address,
			claim.path,
		);
	}
}

const liveClaimMaps = new WeakMap<
	Fleet,
	Map<string, Promise<Map<string, Values>>>
>();

function liveClaims(
	fleet: Fleet,
	one: Placed,
	type: string,
	signal: AbortSignal,
): Promise<Map<string, Values>> {
	let maps = liveClaimMaps.get(fleet);
	if (maps === undefined) {
		maps = new Map();
		liveClaimMaps.set(fleet, maps);
	}
	const key = `${one.tag} ${type}`;
	let found = maps.get(key);
	if (found === undefined) {
		found = fleet.live(one, type, undefined, signal).then((objects) => {
			const holders = new Map<string, Values>();
			for (const object of objects)
				for (const claim of fleet.provider.claims(type, object))
					holders.set(claim.key, object);
			return holders;
		});
		maps.set(key, found);
	}
	return found;
}

const liveName = (live: Values) => {
	const application = applicationOf(live);
	return typeof live.name !== "string"
		? undefined
		: application === undefined
			? live.name
			: `${application}/${live.name}`;
};

/** The unique key of a new object must be free, or given up by this plan. */
async function checkConflict(
	{ stack, fleet }: CrossOptions,
	one: Placed,
): Promise<void> {
	const { plan, tag, configured } = one;
	const { type } = plan.at;
	const planned = plan.planned as Values;
	const facts = fleet.provider.facts(type);
	const sameKey =
		plan.prior !== undefined &&
		facts.uniqueKey.every((name) => {
			const attr = plan.schema.byName.get(name);
			return (
				attr === undefined ||
				samePlain(plan.prior?.values[name], planned[name], attr.type)
			);
		});
	if (
		plan.action === "create-delete" &&
		sameKey &&
		facts.uniqueKey.length > 0 &&
		fleet.provider.claims(type, planned).length > 0
	) {
		stack.faults.error(
			"Cannot create before destroy",
			`${plan.address} is to be replaced by creating the new object first (create_before_destroy), but both have the same ${facts.uniqueKey.join(" and ")}, which only one object can have. Give the new one another name, or leave create_before_destroy out.`,
			plan.address,
		);
		return;
	}
	if (plan.action === "update" || sameKey) return;
	const live = await fleet.provider.find(
		configured,
		type,
		planned,
		stack.run.kill,
	);
	if (live === null) return;
	const manager = fleet.managerOf(tag, type, live);
	if (manager === one) return;
	if (manager && changes(manager.plan.action)) {
		const claimed = facts.uniqueKey.every((name) => {
			const attr = manager.plan.schema.byName.get(name);
			return (
				attr === undefined ||
				samePlain(manager.plan.planned?.[name], planned[name], attr.type)
			);
		});
		if (manager.plan.planned === null || !claimed) {
			add(plan, "takesFrom", manager.plan.address);
			return;
		}
	}
	const id = fleet.provider.idOf(type, live) ?? "ID";
	const label =
		fleet.provider.claims(type, live)[0]?.label ?? `${typeName(type)} ${id}`;
	stack.faults.error(
		"Object exists already",
		manager
			? `The Controller has ${label} already: ${manager.plan.address} manages it${manager.stack === one.stack ? "" : ` in stack "${manager.stack}"`}. Give the new one another ${facts.uniqueKey.join(" or ")}.`
			: `The Controller has ${label} already, and this stack did not create it. It is neither taken over nor deleted. To manage it here, import it:\n    fogform import '${plan.address}' ${id}\nor give the new one another ${facts.uniqueKey.join(" or ") || "value"}.`,
		plan.address,
	);
}

async function checkNeeds(
	{ stack, fleet }: CrossOptions,
	one: Placed,
): Promise<void> {
	const { plan, tag, configured } = one;
	if (plan.action === "update") return;
	const needs = await fleet.provider.needs(
		configured,
		plan.at.type,
		plan.planned as Values,
		stack.run.kill,
	);
	for (const { type, detail } of needs) {
		const planned = fleet.oneOf(tag, type);
		if (planned) {
			if (changes(planned.plan.action))
				add(plan, "refersTo", planned.plan.address);
			continue;
		}
		const live = await fleet.live(one, type, undefined, stack.run.kill);
		if (live.length === 0)
			stack.faults.error("Missing prerequisite", detail, plan.address);
	}
}
