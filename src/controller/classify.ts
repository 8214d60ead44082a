import { ADVICE, RULES, type Rule } from "./classify-rules";
import { ControllerError } from "./errors";
import { isWrite } from "./http";
import { snakeCase } from "./wire";

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
	const write = isWrite(call.method, call.path);
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
	const rule: Rule = RULES.find(
		(each) =>
			(!each.name || each.name.test(name ?? "")) &&
			(!each.message || each.message.test(text)) &&
			(!each.method || each.method === call.method) &&
			(!each.path || each.path.test(call.path)),
	) ?? { kind: answer.status < 500 ? "invalid" : "failed" };
	if (answer.status === 401 || rule.kind === "unauthorized")
		return new ControllerError(
			`The Controller at ${url} does not accept this log-in (any more)${text && !text.startsWith("WHERE") ? `: ${sentence(text)}` : "."} Check email and password (IOFOG_EMAIL, IOFOG_PASSWORD), with which a log-in that has expired is renewed, or give a new token (IOFOG_TOKEN).`,
			{
				...fields,
				kind: "unauthorized",
				controllerName: name,
				controllerMessage: text,
			},
		);
	const attribute = path ? attributeName(path) : rule.attribute;
	return new ControllerError(
		[
			`The Controller at ${url} ${rule.kind === "failed" ? "failed while it was asked to" : "refused to"} ${VERBS[call.method]} ${call.subject}: ${sentence(inOurWords(text, path) || name || "it gave no reason")}`,
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

/** The Controller's text with the words of the wire replaced by those of the configuration. */
function inOurWords(text: string, path: string | undefined): string {
	return (
		path && attributeName(path) !== path
			? text.replace(path, snakeCase(attributeName(path)))
			: text
	)
		.replace(/\bioFog node\b/g, "agent")
		.replace(/\bioFog type\b/g, "architecture")
		.replace(/\bioFog(?= UUID\b|\.)/g, "agent")
		.replace(/\b(system|same) fog\b/gi, "$1 agent");
}

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
	const write = isWrite(call.method, call.path);
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
