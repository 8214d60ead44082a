import { type Path, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import type { ResourceConfig } from "../config/model";
import { Value } from "../language";

/** The configuration of an existing object, with what `ignore_changes` names as the prior state has it. */
export function withIgnored(
	resource: ResourceConfig,
	config: Values,
	prior: Values | undefined,
): Values {
	if (prior === undefined) return config;
	const { ignoreAll, ignoreChanges, schema } = resource;
	if (!ignoreAll && ignoreChanges.length === 0) return config;
	const out: Values = { ...config };
	for (const attr of schema.attrs) {
		if (attr.writeOnly || (!attr.optional && !attr.required)) continue;
		if (ignoreAll) out[attr.name] = prior[attr.name] ?? null;
	}
	for (const path of ignoreChanges) {
		const name = String(path[0]);
		if (schema.byName.get(name)?.writeOnly) continue;
		out[name] = keep(out[name] ?? null, prior[name] ?? null, path.slice(1));
	}
	return out;
}

/**
 * The paths of sensitive values that the schema does not mark: of the configured values, but for what `ignore_changes` names of the prior object,
 * whose values come with their marks.
 */
export function sensitiveWithIgnored(
	{ ignoreAll, ignoreChanges, schema }: ResourceConfig,
	configured: readonly Path[],
	prior: readonly Path[] | undefined,
): readonly Path[] {
	const own = configured.filter(
		([name]) => !schema.byName.get(String(name))?.sensitive,
	);
	if (prior === undefined) return own;
	if (ignoreAll) return prior;
	if (ignoreChanges.length === 0) return own;
	const kept = ignoreChanges.flatMap((ignored) =>
		prior.flatMap((path) =>
			isWithin(path, ignored)
				? [path]
				: isWithin(ignored, path)
					? [ignored]
					: [],
		),
	);
	const changing = own.filter(
		(path) => !ignoreChanges.some((ignored) => isWithin(path, ignored)),
	);
	return [...changing, ...kept];
}

const isWithin = (path: Path, outer: Path): boolean =>
	outer.every((step, i) => step === path[i]);

/** Puts the prior part at a path into a configured value. */
function keep(config: unknown, prior: unknown, path: Path): unknown {
	const [step, ...rest] = path;
	if (step === undefined) return prior;
	if (config === UNKNOWN || prior === UNKNOWN) return config;
	if (config instanceof Value || prior instanceof Value)
		return keepInValue(config, prior, path);
	if (Array.isArray(config) && Array.isArray(prior)) {
		const at = Number(step);
		if (at >= config.length || at >= prior.length) return config;
		return config.with(at, keep(config[at], prior[at], rest));
	}
	const before = isMembers(prior) ? prior[step] : undefined;
	if (!isMembers(config))
		return before === undefined || rest.length > 0
			? config
			: { [step]: before };
	const { [step]: given, ...others } = config;
	if (before === undefined) return rest.length === 0 ? others : config;
	return { ...config, [step]: keep(given ?? null, before, rest) };
}

const isMembers = (value: unknown): value is Values =>
	typeof value === "object" && value !== null && !Array.isArray(value);

function keepInValue(config: unknown, prior: unknown, path: Path): unknown {
	const [step, ...rest] = path;
	if (step === undefined) return prior;
	if (
		!(config instanceof Value) ||
		!(prior instanceof Value) ||
		!(config.raw instanceof Map) ||
		!(prior.raw instanceof Map)
	)
		return config;
	const key = String(step);
	const members = new Map(config.members);
	const before = prior.members.get(key);
	if (before === undefined) {
		if (rest.length === 0) members.delete(key);
	} else
		members.set(
			key,
			keepInValue(members.get(key) ?? before, before, rest) as Value,
		);
	return new Value(
		config.type[0] === "object" ? undefined : config.type,
		members,
	);
}
