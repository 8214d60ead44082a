import type { ControllerErrorKind } from "./errors";

/** How an answer is to be understood; a condition that is not given always fits. */
export interface Rule {
	/** The class of error that the Controller names. */
	name?: RegExp;
	message?: RegExp;
	method?: string;
	path?: RegExp;
	kind: ControllerErrorKind;
	attribute?: string;
	wrote?: "no";
	advice?: string;
}

const LIST = (kind: string) =>
	`List those that exist:\n    fogform list ${kind}`;

/** What to do about a kind of error for which the rule itself has no advice. */
export const ADVICE: Partial<Record<ControllerErrorKind, string>> = {
	failed: "The Controller's own log says more.",
	invalid: "Correct the argument and run the command again.",
};

/** Client mistakes come back with any status, 500 included (core contract §1.2), so the class and the text decide; the first rule that fits wins. */
export const RULES: Rule[] = [
	{
		name: /AuthenticationError|InvalidCredentialsError/,
		kind: "unauthorized",
		wrote: "no",
	},
	{
		// 3.0 looks the missing header up in its database (500).
		message: /WHERE parameter "token" has invalid/,
		kind: "unauthorized",
		wrote: "no",
	},
	{
		message:
			/^(Required field|Field |Invalid format)|meet minimum length|enum values|must (have a|be) /,
		kind: "invalid",
		wrote: "no",
	},
	{
		name: /ForeignKeyConstraint/,
		method: "DELETE",
		kind: "in-use",
		wrote: "no",
		advice: "Change or delete the microservices that use it first.",
	},
	{
		message: /is in use by|Can't update catalog item images/,
		kind: "in-use",
		wrote: "no",
		advice: "Change or delete the microservices that use it first.",
	},
	{
		message: /^Cannot delete CA/,
		kind: "in-use",
		wrote: "no",
		advice: "Delete the secrets of these certificates first.",
	},
	{
		// 3.7: the second DELETE of an application.
		name: /TypeError/,
		message: /reading 'isSystem'/,
		method: "DELETE",
		kind: "not-found",
		wrote: "no",
	},
	{
		// 3.7: rebuild of a microservice that is gone.
		name: /TypeError/,
		message: /reading 'catalogItem'/,
		kind: "not-found",
		wrote: "no",
	},
	{
		// 3.7 means a 409 and answers 500.
		name: /ConflictError/,
		kind: "conflict",
		wrote: "no",
		advice: "Import the object that exists, or choose another name.",
	},
	{
		name: /DuplicatePropertyError/,
		kind: "conflict",
		wrote: "no",
		advice: "Import the object that exists, or choose another name.",
	},
	{
		name: /UniqueConstraint/,
		kind: "conflict",
		advice: "Import the object that exists, or choose another name.",
	},
	{
		message: /^Duplicate name/,
		kind: "conflict",
		attribute: "name",
		wrote: "no",
		advice: "Import the object that exists, or choose another name.",
	},
	{
		message: /already exists/,
		kind: "conflict",
		advice: "Import the object that exists, or choose another name.",
	},
	{
		message: /Invalid registry id|Failed to find registry/,
		path: /^\/(microservices|catalog)/,
		kind: "not-found",
		attribute: "registryId",
		advice: `Create the registry first. ${LIST("registries")}`,
	},
	{
		message: /Invalid catalog item id/,
		path: /^\/microservices/,
		kind: "not-found",
		attribute: "catalogItemId",
		advice: `Create the catalog item first. ${LIST("catalog-items")}`,
	},
	{
		message: /Invalid application id/,
		path: /^\/(microservices|routes)/,
		kind: "not-found",
		attribute: "application",
		advice: `Create the application first. ${LIST("applications")}`,
	},
	{
		message: /Invalid ioFog UUID|WHERE parameter "name" has invalid/,
		path: /^\/microservices/,
		kind: "not-found",
		attribute: "agentUuid",
		advice: `Create the agent first. ${LIST("agents")}`,
	},
	{
		message: /Invalid router 'default-router'/,
		path: /^\/iofog/,
		kind: "not-found",
		attribute: "routerMode",
		advice:
			"The Controller has no default router yet. Add an iofog_router to this stack, or run it in another stack first.",
	},
	{
		// 3.7 says the same of an upstream NATS server.
		message: /Invalid router '/,
		path: /^\/iofog/,
		kind: "invalid",
		attribute: "upstreamRouters",
		advice: `Routers and NATS servers above an agent are named by the UUIDs of agents, or are "default-router" and "default-nats-hub". ${LIST("agents")}`,
	},
	{
		message: /Invalid router mode/,
		path: /^\/iofog/,
		kind: "invalid",
		attribute: "routerMode",
	},
	{
		message: /Invalid NATS mode/,
		path: /^\/iofog/,
		kind: "invalid",
		attribute: "natsMode",
	},
	{
		message: /Invalid source microservice/,
		kind: "not-found",
		attribute: "from",
	},
	{
		message: /Invalid (dest|destination) microservice/,
		kind: "not-found",
		attribute: "to",
	},
	{
		message: /^Could not find agent/,
		path: /^\/volumeMounts/,
		kind: "not-found",
		attribute: "agentUuids",
		advice: `Create the agent first. ${LIST("agents")}`,
	},
	{
		message: /^Secret .* not found/,
		path: /^\/volumeMounts/,
		kind: "not-found",
		attribute: "secretName",
		wrote: "no",
		advice: `Create the secret first. ${LIST("secrets")}`,
	},
	{
		message: /^ConfigMap .* not found/,
		path: /^\/volumeMounts/,
		kind: "not-found",
		attribute: "configMapName",
		wrote: "no",
		advice: `Create the config map first. ${LIST("config-maps")}`,
	},
	{
		message: /Volume mount .* not found|in volume mount/,
		path: /^\/(microservices|application)/,
		kind: "not-found",
		attribute: "volumes",
		advice: `Create the volume mount first, with the key in its secret or config map. ${LIST("volume-mounts")}`,
	},
	{
		message: /^Secret type mismatch/,
		kind: "invalid",
		attribute: "type",
		wrote: "no",
		advice: "Delete the secret and create it anew with the other type.",
	},
	{
		message: /^Invalid base64 encoding/,
		path: /^\/secrets/,
		kind: "invalid",
		attribute: "dataWo",
		wrote: "no",
		advice: 'The values of a secret of type "tls" are written in base64.',
	},
	{
		message: /^Configmap .* is immutable/,
		kind: "invalid",
		attribute: "immutable",
		wrote: "no",
		advice: "An immutable config map can only be replaced.",
	},
	{
		message: /Secret .* not found|secret reference|[Kk]ey .* in secret/,
		path: /^\/(microservices|application)/,
		kind: "not-found",
		attribute: "envFromSecret",
	},
	{
		message: /Config ?Map .* not found|[Kk]ey .* in [Cc]onfig ?[Mm]ap/,
		path: /^\/(microservices|application)/,
		kind: "not-found",
		attribute: "envFromConfigMap",
	},
	{
		message: /Referenced role/,
		kind: "not-found",
		attribute: "serviceAccount",
	},
	{
		message: /is not activated/,
		kind: "invalid",
		attribute: "activated",
		advice: "Set activated = true on the application first.",
	},
	{
		message: /does not have a valid image|images is not iterable|have images/,
		kind: "invalid",
		attribute: "images",
		advice:
			"Give an image for the architecture of the agent. An agent that has not told its architecture takes none: set it, or apply when the agent is provisioned.",
	},
	{
		message: /does not match provided images/,
		kind: "invalid",
		attribute: "images",
	},
	{
		message: /^Port '|Port mapping/i,
		kind: "invalid",
		attribute: "ports",
		advice: "Choose another external port, or free this one first.",
	},
	{
		message: /hostDestination|volume mapping/i,
		kind: "invalid",
		attribute: "volumes",
	},
	{
		message: /natsAccess|NATS .* rule/,
		kind: "invalid",
		attribute: "natsConfig",
	},
	{
		message: /schedule must be between/,
		kind: "invalid",
		attribute: "schedule",
	},
	{
		message: /"host\\?" is required/,
		path: /^\/iofog/,
		kind: "invalid",
		attribute: "host",
		advice: 'Set host, or router_mode = "none".',
	},
	{ message: /immutable/, kind: "invalid", attribute: "name", wrote: "no" },
	{
		message: /is system and can't|Cannot delete system/,
		kind: "invalid",
		wrote: "no",
		advice: "It belongs to the Controller itself and cannot be managed here.",
	},
	{
		// 3.7 and 3.0: a microservice without an application.
		name: /TypeError/,
		message: /reading 'id'/,
		path: /^\/microservices/,
		method: "POST",
		kind: "invalid",
		attribute: "application",
	},
	{ name: /NotFoundError/, kind: "not-found" },
	{
		name: /ValidationError|InvalidArgumentError|YAMLException/,
		kind: "invalid",
	},
];
