import {
	type Attributes,
	type Change,
	type Planned,
	sameValue,
	UNKNOWN,
	type ValuesOf,
} from "../core";

/** Live microservices among the facts, each as `application/name`, where `test` holds. */
function liveNames(
	change: Change<never>,
	test: (microservice: Readonly<Record<string, unknown>>) => boolean,
): string[] {
	return (change.facts.iofog_microservice ?? [])
		.filter(test)
		.map((m) => `${m.application}/${m.name}`)
		.sort();
}

/** Every microservice that pulls from a registry: 3.7 flags them all for rebuild when the registry changes. */
export function usersOfRegistry<A extends Attributes>(
	change: Change<A>,
): string[] {
	if (change.dialect !== "3.7" || change.action !== "update") return [];
	return liveNames(
		change as unknown as Change<never>,
		(m) => m.registryId === change.prior?.id,
	);
}

/** Every microservice of an application that is stopped or deleted. */
export function membersOf<A extends Attributes>(change: Change<A>): string[] {
	const stops =
		change.action === "update" &&
		change.prior?.activated !== false &&
		(change.planned as Record<string, unknown> | undefined)?.activated ===
			false;
	return stops
		? liveNames(
				change as unknown as Change<never>,
				(m) => m.application === change.prior?.name,
			)
		: [];
}

/** Every microservice with an environment variable whose value comes from a secret or config map that is written anew; `changed` says of which keys, all unless given. */
export function usersOfVariables<A extends Attributes>(
	change: Change<A>,
	variables: "envFromSecret" | "envFromConfigMap",
	changed: (key: string) => boolean = () => true,
): string[] {
	const name = change.prior?.name;
	if (change.planned?.name !== name) return [];
	return liveNames(change as unknown as Change<never>, (microservice) =>
		Object.values(
			(microservice[variables] as Record<string, string> | undefined) ?? {},
		).some((reference) => {
			const [source, key = ""] = reference.split("/");
			return source === name && changed(key);
		}),
	);
}

/** Names of the arguments whose change makes the agent recreate the container. */
export function restartingChanges<A extends Attributes>(
	attributes: A,
	prior: ValuesOf<A>,
	planned: Planned<ValuesOf<A>>,
): string[] {
	return Object.entries(attributes)
		.filter(
			([name, attribute]) =>
				attribute.restarts &&
				(planned[name] === UNKNOWN ||
					!sameValue(attribute.type, prior[name], planned[name])),
		)
		.map(([name]) => name);
}
