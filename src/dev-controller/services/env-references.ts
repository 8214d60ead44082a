import type { DataObject, EnvVariable } from "../model";
import type { World } from "../world";
import { raiseMicroservices } from "./changes";

/** Rewrites the environment variables that take their value from a secret or a config map; one whose key is gone or empty keeps its value. */
export function renewReferences(
	world: World,
	member: "valueFromSecret" | "valueFromConfigMap",
	object: DataObject,
): void {
	for (const microservice of world.microservices.all()) {
		const uses = (variable: EnvVariable) =>
			variable[member]?.startsWith(`${object.name}/`);
		if (!microservice.env.some(uses)) continue;
		world.microservices.update(microservice, {
			env: microservice.env.map((variable) =>
				uses(variable) ? renewed(variable, member, object) : variable,
			),
		});
		raiseMicroservices(world, microservice.iofogUuid);
	}
}

function renewed(
	variable: EnvVariable,
	member: "valueFromSecret" | "valueFromConfigMap",
	{ name, type, data }: DataObject,
): EnvVariable {
	const [source, key = ""] = variable[member]?.split("/") ?? [];
	const value = data[key];
	if (source !== name || !value) return variable;
	return {
		...variable,
		value:
			type === "tls"
				? Buffer.from(String(value), "base64").toString("utf8")
				: String(value),
	};
}
