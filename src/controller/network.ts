import { ControllerError, type ControllerErrorKind } from "./errors";

const NEVER_SENT = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
]);

const REASONS: Record<string, string> = {
	ECONNREFUSED:
		"nothing listens there (connection refused). Start the Controller, or correct the URL",
	ENOTFOUND: "the host name is unknown. Correct the URL",
	EAI_AGAIN:
		"the host name cannot be resolved now. Check the name service of this machine",
	EHOSTUNREACH: "there is no way to that host. Check the network",
	ENETUNREACH: "there is no way to that network. Check the network",
	ETIMEDOUT: "the connection timed out. Check the network and the URL",
	ECONNRESET:
		"the connection broke before an answer came. See whether the Controller still runs, then repeat the command",
	EPIPE:
		"the connection broke before an answer came. See whether the Controller still runs, then repeat the command",
};

/** What to know of a write whose answer was lost. */
export const UNCERTAIN =
	" It is not known whether the Controller did what it was asked; the next plan shows it.";

const TLS_CODE = /CERT|ISSUER|SELF_SIGNED|UNABLE_TO|^ERR_TLS|^ERR_SSL|^EPROTO$/;

/** The `code` of an error or of what caused it, as Node names it. */
function codeOf(error: unknown): string {
	for (let at = error; at instanceof Error; at = at.cause) {
		const code = (at as NodeJS.ErrnoException).code;
		// axios wraps Node's error and puts its own code over some of them.
		if (code && !code.startsWith("ERR_BAD") && code !== "ERR_NETWORK") {
			return code;
		}
	}
	return "";
}

/** The error of a call that got no answer at all; what axios adds (headers, body, token) is left out. */
export function classifyNetworkError(
	error: unknown,
	call: { method: string; url: string; base: string; write: boolean },
): ControllerError {
	const code = codeOf(error);
	const text = error instanceof Error ? error.message : String(error);
	const cause = new Error(code ? `${code}: ${text}` : text);
	const fields = (kind: ControllerErrorKind, sent: boolean) => ({
		kind,
		method: call.method,
		url: call.url,
		cause,
		wrote: (sent && call.write ? "maybe" : "no") as "maybe" | "no",
	});
	if (TLS_CODE.test(code)) {
		const plain = code === "EPROTO" || code.startsWith("ERR_SSL");
		return new ControllerError(
			plain
				? `The server at ${call.base} does not speak TLS as expected (${code}). If the Controller has no certificate, its URL begins with http://.`
				: `The certificate of the Controller at ${call.base} is not trusted: ${text} (${code}). Set ca_file (IOFOG_CA_FILE) to a PEM file with the certificate of its authority; insecure_skip_verify = true would accept any server and is for experiments only.`,
			fields("tls", false),
		);
	}
	if (code.startsWith("HPE_")) {
		return new ControllerError(
			`What answers at ${call.base} does not speak HTTP. Check the URL of the Controller, its port and whether it begins with https://.`,
			fields("not-a-controller", true),
		);
	}
	const sent = !NEVER_SENT.has(code);
	const reason =
		REASONS[code] ??
		`${text || "no reason was given"}. Check the URL and the network`;
	return new ControllerError(
		`The Controller at ${call.base} cannot be reached: ${reason}.${sent && call.write ? UNCERTAIN : ""}`,
		fields("unreachable", sent),
	);
}
