import { ControllerError, type ControllerErrorKind } from "./errors";

/** What one call asked for, as far as the text of an error needs it. */
export interface CallSubject {
	method: string;
	/** Path below `/api/v3`. */
	path: string;
	/** The object in words, such as `microservice "web"`. */
	subject: string;
}

/** An answer of the Controller that is not a success. */
export interface FailedAnswer {
	status: number;
	contentType: string;
	text: string;
	/** The parsed body, undefined when it is not JSON. */
	json: unknown;
}

interface Rule {
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

// Client mistakes come back with any status, 500 included (core contract §1.2), so the class and the text decide; the first rule that fits wins.
const RULES: Rule[] = [
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
		message: /Invalid (router|NATS)/,
		path: /^\/iofog/,
		kind: "invalid",
		attribute: "upstreamRouters",
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
		message: /Secret .* not found|secret reference|[Kk]ey .* in secret/,
		kind: "not-found",
		attribute: "envFromSecret",
	},
	{
		message: /Config ?Map .* not found|[Kk]ey .* in [Cc]onfig ?[Mm]ap/,
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
		advice: "Give an image for the architecture of the agent.",
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
		message:
			/^(Required field|Field |Invalid format)|meet minimum length|enum values|must (have a|be) /,
		kind: "invalid",
		wrote: "no",
	},
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

const VERBS: Record<string, string> = {
	GET: "show",
	POST: "create",
	PATCH: "update",
	PUT: "write",
	DELETE: "delete",
};

/** Names of the wire whose attributes are called otherwise. */
const ATTRIBUTES: Record<string, string> = {
	cmd: "command",
	containerDestination: "container",
	hostDestination: "host",
	fogType: "architecture",
	fogTypeId: "images",
	containerImage: "images",
	iofogUuid: "agentUuid",
	agentName: "agentUuid",
	isActivated: "activated",
	isPrivileged: "privileged",
	isPublic: "public",
	requiresCert: "requiresCertificate",
	volumeMappings: "volumes",
	userEmail: "email",
};

/** Turns a path such as `volumeMappings[0].hostDestination` into the names that resource types use. */
export function attributeName(wirePath: string): string {
	return wirePath
		.split(".")
		.map((step) => {
			const [, name = step, index = ""] = /^([^[]*)(\[.*)?$/.exec(step) ?? [];
			return (ATTRIBUTES[name] ?? name) + index;
		})
		.join(".");
}

/** Reads the Controller's text; a validator's dump, which repeats the whole request with its secrets, is cut down to path and reason. */
function readMessage(message: unknown): { text: string; path?: string } {
	if (typeof message !== "string") return { text: "" };
	if (message.startsWith("{")) {
		try {
			const dump = JSON.parse(message) as Record<string, unknown>;
			const path = String(dump.property ?? "").replace(/^instance\.?/, "");
			return {
				text: `Field ${path || "(body)"} ${String(dump.message ?? "is invalid")}`,
				path: path || undefined,
			};
		} catch {
			return { text: "The request does not have the form that is asked for" };
		}
	}
	const field =
		/^(?:Required field|Invalid format for field|Field) '?([^' ]+)'?/.exec(
			message,
		)?.[1];
	return { text: message, path: field === "instance" ? undefined : field };
}

/** Makes the error of an answer that is no success; `url` is the Controller's base address. */
export function classify(
	call: CallSubject,
	answer: FailedAnswer,
	url: string,
): ControllerError {
	const write = call.method !== "GET";
	const fields = {
		method: call.method,
		url: `${url}/api/v3${call.path}`,
		status: answer.status,
	};
	const body = answer.json as {
		name?: unknown;
		message?: unknown;
		error?: unknown;
	} | null;
	if (body === null || typeof body !== "object") {
		return notData(call, answer, url, fields);
	}
	const name = typeof body.name === "string" ? body.name : undefined;
	const { text, path } = readMessage(body.message ?? body.error);
	if (answer.status === 403) {
		return new ControllerError(
			`The Controller at ${url} does not allow this user to ${VERBS[call.method]} ${call.subject}. Log in as a user with a role that may, or ask whoever runs the Controller.`,
			{ ...fields, kind: "forbidden", controllerMessage: text },
		);
	}
	const rule: Rule =
		answer.status === 401
			? { kind: "unauthorized", wrote: "no" }
			: (RULES.find(
					(each) =>
						(!each.name || each.name.test(name ?? "")) &&
						(!each.message || each.message.test(text)) &&
						(!each.method || each.method === call.method) &&
						(!each.path || each.path.test(call.path)),
				) ?? { kind: answer.status < 500 ? "invalid" : "failed" });
	const attribute = rule.attribute ?? (path && attributeName(path));
	return new ControllerError(
		[
			rule.kind === "failed"
				? `The Controller at ${url} failed while it was asked to ${VERBS[call.method]} ${call.subject}: ${sentence(text || name || "it gave no reason")}`
				: `The Controller at ${url} refused to ${VERBS[call.method]} ${call.subject}: ${sentence(text || name || "it gave no reason")}`,
			rule.advice ?? ADVICE[rule.kind],
		]
			.filter(Boolean)
			.join(" "),
		{
			...fields,
			kind: rule.kind,
			controllerName: name,
			controllerMessage: text,
			attribute,
			wrote: write ? (rule.wrote ?? "maybe") : "no",
		},
	);
}

const ADVICE: Partial<Record<ControllerErrorKind, string>> = {
	unauthorized:
		"Check email and password (IOFOG_EMAIL, IOFOG_PASSWORD) or token (IOFOG_TOKEN).",
	failed: "The Controller's own log says more.",
	invalid: "Correct the argument and run the command again.",
};

function sentence(text: string): string {
	const trimmed = text.trim().replace(/\.+$/, "");
	return `${trimmed}.`;
}

/** The error of an answer that is a web page or empty: such a 404 does not say that an object is gone (core contract §1). */
function notData(
	call: CallSubject,
	answer: FailedAnswer,
	url: string,
	fields: { method: string; url: string; status: number },
): ControllerError {
	const write = call.method !== "GET";
	const what = answer.contentType.includes("html")
		? "a web page (HTML)"
		: answer.text === ""
			? "an empty answer"
			: "something that is not JSON";
	const page = `${what}, status ${answer.status}`;
	if (answer.status === 413) {
		return new ControllerError(
			`The request to ${VERBS[call.method]} ${call.subject} is larger than the Controller at ${url}, or a proxy before it, accepts (it answered ${page}). Make the largest argument smaller, for instance the configuration or a certificate.`,
			{ ...fields, kind: "too-large" },
		);
	}
	if ([429, 502, 503, 504].includes(answer.status)) {
		return new ControllerError(
			`The Controller at ${url} cannot be reached now: what stands before it answered ${page}. Wait until the Controller runs again, then repeat the command.`,
			{ ...fields, kind: "unreachable", wrote: write ? "maybe" : "no" },
		);
	}
	if (answer.status >= 300 && answer.status < 400) {
		return new ControllerError(
			`The address ${url} redirects elsewhere instead of answering as a Controller. Set url to the Controller's own address, with https:// if it speaks TLS.`,
			{ ...fields, kind: "not-a-controller" },
		);
	}
	if (
		answer.status === 404 &&
		/Cannot (GET|POST|PUT|PATCH|DELETE)/.test(answer.text)
	) {
		return new ControllerError(
			`The server at ${url} knows no route ${call.method} /api/v3${call.path}: it answered ${page}, which says nothing about ${call.subject}. Check that the URL is that of an ioFog Controller 3.0 or 3.7.`,
			{ ...fields, kind: "unsupported" },
		);
	}
	return new ControllerError(
		`What answers at ${url} does not speak as an ioFog Controller: asked to ${VERBS[call.method]} ${call.subject} it sent ${page}. Check the URL of the Controller and any proxy before it.`,
		{
			...fields,
			kind: "not-a-controller",
			wrote: write && answer.status >= 500 ? "maybe" : "no",
		},
	);
}
