import type { Microservice as Live } from "../controller";
import {
	canonicalJson,
	type Diagnostic,
	type Private,
	parseExact,
	warning,
} from "../core";
import type { Microservice } from "./microservice";
import { withhold } from "./secrets";

/** Turns a live microservice into the values of its state: secrets are withheld, what only the Controller decides is left out. */
export function fromLive(
	live: Live,
	state: Microservice,
	store: Private,
	warn: (diagnostic: Diagnostic) => void,
): Partial<Microservice> {
	const { status, duplicateEnvKeys, serviceAccount, ...rest } = live;
	if (duplicateEnvKeys.length > 0)
		warn(
			warning(
				"Environment variable set twice",
				`The microservice "${live.application}/${live.name}" has more than one value of ${duplicateEnvKeys.join(", ")} in the Controller, made so by another program. The next change of "env" writes each of them once.`,
				["env"],
			),
		);
	return {
		...rest,
		...secretsApart(live, state, store),
		ports: live.ports.map((p) => withoutAllocated(p, state.ports)),
		images: Object.keys(live.images).length > 0 ? live.images : null,
		...(serviceAccount !== undefined && {
			serviceAccount:
				state.serviceAccount === null && serviceAccount?.name === "microservice"
					? null
					: serviceAccount,
		}),
	} as Partial<Microservice>;
}

function secretsApart(live: Live, state: Microservice, store: Private) {
	const out: Partial<Microservice> = {};
	const config = withhold(
		store,
		"config",
		parsed(live.config),
		parsed(state.config ?? "{}"),
	);
	if (store.config !== undefined) out.config = canonicalJson(config.value);
	if (!config.intact) out.configWoVersion = null;
	const env = withhold(store, "env", live.env, state.env ?? {});
	out.env = env.value as Record<string, string>;
	if (!env.intact) out.envWoVersion = null;
	return out;
}

/** Other programs may have stored a configuration that is no JSON: it is then compared as text. */
function parsed(text: string): unknown {
	try {
		return parseExact(text);
	} catch {
		return text;
	}
}

type Port = NonNullable<Microservice["ports"]>[number];

/** The Controller fills in the public router that it chose: unless the state names one, that is no part of the value. */
function withoutAllocated(
	port: Live["ports"][number],
	known: Microservice["ports"],
): Port {
	const chosen = known?.find((p) => p.external === port.external)?.public
		?.router;
	const shown = port.public && {
		...port.public,
		router: chosen ? (port.public.router ?? null) : null,
	};
	return { ...port, public: shown ?? null } as Port;
}
