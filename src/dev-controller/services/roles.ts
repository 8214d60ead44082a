import { invalid } from "../errors";
import type { Microservice } from "../model";
import { timestamps, type World } from "../world";

/** The roles that every 3.7 has, with the rules that agents are handed for them. */
export const BUILT_IN_ROLES: Record<string, unknown[]> = {
	admin: [{ apiGroups: [""], resources: ["*"], verbs: ["*"] }],
	sre: [],
	developer: [],
	viewer: [],
	"agent-admin": [
		{ apiGroups: ["agent.datasance.com/v3"], resources: ["*"], verbs: ["*"] },
	],
	microservice: [
		["gps", ["get", "patch"]],
		["config", ["get"]],
		["log", ["post"]],
		["control", ["get"]],
	].map(([resource, verbs]) => ({
		apiGroups: ["agent.datasance.com/v3"],
		resources: [resource],
		verbs,
	})),
};

/** The rules of a role, or undefined when there is no such role. */
export const roleRules = (world: World, name: string): unknown[] | undefined =>
	BUILT_IN_ROLES[name] ?? world.roles.get(name)?.rules;

/** Gives a microservice its service account, or sets the role of the one it has; without a role it is `microservice`. */
export function setServiceAccount(
	world: World,
	microservice: Microservice,
	role: string | undefined,
): void {
	const name = role?.trim() ? role : "microservice";
	if (!roleRules(world, name))
		throw invalid("Referenced role '{}' does not exist", name);
	const present = microservice.serviceAccount;
	const roleRef = { kind: "Role", name };
	world.microservices.update(microservice, {
		serviceAccount: present
			? {
					...present,
					roleRef,
					name: microservice.name,
					updatedAt: new Date().toISOString(),
				}
			: {
					roleRef,
					id: world.store.next("serviceAccount"),
					name: microservice.name,
					...timestamps(),
				},
	});
}
