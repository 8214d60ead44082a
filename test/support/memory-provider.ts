import { randomUUID } from "node:crypto";
import { type Diagnostic, error, type Schema, UNKNOWN } from "../../src/core";
import type {
	ApplyRequest,
	ApplyResult,
	Configured,
	Provider,
	TypeFacts,
	Values,
} from "../../src/provider/types";

const string = (flags: object) => ({ type: "string" as const, ...flags });
const required = { required: true };
const optional = { optional: true };
const computed = { computed: true };

const TYPES: Record<string, Schema["block"]["attributes"]> = {
	mem_application: { name: string(required), note: string(optional) },
	mem_service: {
		id: string(computed),
		name: string(required),
		application: string(required),
		image: string({ optional: true, computed: true }),
		env: { type: ["map", "string"], optional: true },
		port: { type: "number", optional: true },
		registry: string(optional),
		secret: string({ optional: true, sensitive: true }),
		token_wo: string({ optional: true, write_only: true }),
		tags: { type: ["set", "string"], optional: true },
	},
	mem_registry: { id: string(computed), url: string(required) },
};

const KEYS: Record<string, readonly string[]> = {
	mem_application: ["name"],
	mem_service: ["application", "name"],
	mem_registry: ["url"],
};

const FACTS: Record<string, TypeFacts> = Object.fromEntries(
	Object.keys(TYPES).map((type) => [
		type,
		{
			identity: type === "mem_application" ? ["name"] : ["id"],
			uniqueKey: KEYS[type] as string[],
			importForms: ["ID"],
			singleton: false,
			waits: false,
			deletedWith:
				type === "mem_service" ? { application: "mem_application" } : {},
			references:
				type === "mem_service"
					? { application: "mem_application.name", registry: "mem_registry.id" }
					: {},
			fit: [],
			volatile: [],
			...(type !== "mem_registry" && {
				readWith: type === "mem_service" ? "application" : "name",
			}),
		} as TypeFacts,
	]),
);

/** Attributes whose change deletes and creates the object. */
const REPLACING: Record<string, readonly string[]> = {
	mem_application: ["name"],
	mem_service: ["application"],
	mem_registry: [],
};

/** How a call fails: before it has written, after it has (the answer is lost), or after it has, with the object half made. */
export type Fault = "before" | "after" | "partial";

/** A Controller in memory: objects by type and ID, what was called, and faults on demand. */
export class MemoryFleet {
	readonly objects = new Map<string, Map<string, Values>>(
		Object.keys(TYPES).map((type) => [type, new Map()]),
	);
	readonly calls: { operation: string; type: string; id: string }[] = [];
	/** Asked for each write; gives how it fails. */
	fault: (
		operation: string,
		type: string,
		values: Values,
	) => Fault | undefined = () => undefined;
	/** Told of each read before it is answered. */
	onRead: (type: string, id: string | undefined) => void = () => {};
	/** Told when shared reads are dropped, of one application or all. */
	onForget: (application?: string) => void = () => {};
	/** Awaited in each call. */
	delay: () => Promise<void> | void = () => {};

	of(type: string): Map<string, Values> {
		return this.objects.get(type) as Map<string, Values>;
	}

	/** All objects, without their IDs, for comparisons. */
	dump(): Record<string, unknown[]> {
		return Object.fromEntries(
			[...this.objects].map(([type, objects]) => [
				type,
				[...objects.values()]
					.map(({ id: _, registry, ...rest }) =>
						JSON.stringify({ ...rest, registry: registry ? "set" : null }),
					)
					.sort(),
			]),
		);
	}

	count(operation: string): number {
		return this.calls.filter((call) => call.operation === operation).length;
	}
}

function find(
	fleet: MemoryFleet,
	type: string,
	planned: Values,
): Values | null {
	const keys = KEYS[type] as string[];
	if (keys.some((key) => planned[key] === UNKNOWN)) return null;
	for (const object of fleet.of(type).values())
		if (keys.every((key) => object[key] === planned[key])) return { ...object };
	return null;
}

const idOf = (type: string, values: Values) => {
	const id = values[type === "mem_application" ? "name" : "id"];
	return typeof id === "string" ? id : undefined;
};

/** Makes a provider that keeps its objects in memory. */
export function memoryProvider(fleet: MemoryFleet): Provider {
	const configured: Configured = {
		controller: undefined,
		dialect: async () => "3.7",
		warnOnRestart: false,
		forget: (application) => fleet.onForget(application),
		close: () => {},
	};
	const write = async (
		operation: string,
		type: string,
		request: ApplyRequest,
		signal: AbortSignal,
	): Promise<ApplyResult> => {
		const values = (request.planned ?? request.prior) as Values;
		const fault = fleet.fault(operation, type, values);
		const failed = (
			state: Values | null,
			maybeCreated = false,
		): ApplyResult => ({
			state,
			private: {},
			diagnostics: [error("Call failed", `${operation} ${type} failed.`)],
			...(maybeCreated && { maybeCreated }),
		});
		await fleet.delay();
		if (fault === "before" || signal.aborted) return failed(request.prior);
		const id =
			request.prior === null
				? type === "mem_application"
					? String(values.name)
					: randomUUID()
				: (idOf(type, request.prior) as string);
		fleet.calls.push({ operation, type, id });
		if (request.planned === null) {
			if (type === "mem_application") {
				const held = [...fleet.of("mem_service").values()].filter(
					(s) => s.application === id,
				);
				if (held.some((s) => !request.deleting?.has(`mem_service ${s.id}`)))
					return failed(request.prior);
				for (const service of held)
					fleet.of("mem_service").delete(String(service.id));
			}
			fleet.of(type).delete(id);
			return fault ? failed(request.prior) : done(null);
		}
		const stored: Values = { ...request.planned };
		if ("id" in (TYPES[type] as object)) stored.id = id;
		for (const [name, value] of Object.entries(stored))
			if (value === UNKNOWN) stored[name] = "decided";
		if (type === "mem_service" && request.prior === null) {
			if (!fleet.of("mem_application").has(String(stored.application)))
				return failed(null);
			if (find(fleet, type, stored)) return failed(null);
		}
		const live =
			fault === "partial"
				? { ...stored, ...("env" in stored && { env: null }) }
				: stored;
		fleet.of(type).set(id, live);
		if (fault && request.prior === null) return failed(null, true);
		if (fault) return failed(request.prior);
		request.onIdentity?.(type === "mem_application" ? { name: id } : { id });
		await fleet.delay();
		return done(stored);
	};
	const done = (state: Values | null): ApplyResult => ({
		state,
		private: {},
		diagnostics: [],
	});
	return {
		schema: () => ({
			provider: {
				version: 0,
				block: { attributes: { url: string(optional) } },
			},
			resource_schemas: Object.fromEntries(
				Object.entries(TYPES).map(([type, attributes]) => [
					type,
					{ version: 0, block: { attributes } },
				]),
			),
			data_source_schemas: {
				mem_service: {
					version: 0,
					block: {
						attributes: {
							id: string(computed),
							name: string(required),
							application: string(required),
							image: string(computed),
						},
					},
				},
			},
		}),
		facts: (type) => FACTS[type] as TypeFacts,
		validateProvider: () => [],
		configure: () => ({ configured, diagnostics: [] }),
		validateResource: () => [],
		validateDataSource: () => [],
		upgradeState: (_type, _version, state) => ({ state, diagnostics: [] }),
		read: async (_configured, type, stored) => {
			await fleet.delay();
			const id = idOf(type, stored.state);
			fleet.onRead(type, id);
			const live = id === undefined ? undefined : fleet.of(type).get(id);
			return {
				state: live ? { ...live } : null,
				private: stored.private,
				diagnostics: [],
			};
		},
		plan: async (_configured, type, { config, prior, private: kept }) => {
			const rest = { private: kept, diagnostics: [] };
			if (config === null)
				return { planned: null, requiresReplace: [], ...rest };
			const planned: Values = { ...config };
			for (const [name, attribute] of Object.entries(
				TYPES[type] as Record<
					string,
					{ computed?: boolean; write_only?: boolean }
				>,
			))
				if (attribute.write_only) planned[name] = null;
				else if (attribute.computed && (planned[name] ?? null) === null)
					planned[name] = prior === null ? UNKNOWN : (prior[name] ?? null);
			return {
				planned,
				requiresReplace: (REPLACING[type] ?? [])
					.filter((name) => prior && prior[name] !== planned[name])
					.map((name) => [name]),
				...rest,
			};
		},
		apply: (_configured, type, request, signal) =>
			write(
				request.prior === null
					? "create"
					: request.planned === null
						? "delete"
						: "update",
				type,
				request,
				signal,
			),
		importState: async (_configured, type, id) => {
			const live = fleet.of(type).get(id);
			return live
				? { stored: { state: { ...live }, private: {} }, diagnostics: [] }
				: {
						stored: null,
						diagnostics: [error("Nothing to import", `No ${type} "${id}".`)],
					};
		},
		readDataSource: async (_configured, type, config) => {
			const live = find(fleet, type, config);
			const diagnostics: Diagnostic[] = live
				? []
				: [error("Not found", `There is no ${type} "${config.name}".`)];
			return {
				state: live && { ...config, id: live.id, image: live.image },
				diagnostics,
			};
		},
		find: async (_configured, type, planned) => find(fleet, type, planned),
		matches: (type, planned, live) =>
			Object.keys(TYPES[type] as object).every(
				(name) =>
					planned[name] === UNKNOWN ||
					name === "token_wo" ||
					JSON.stringify(planned[name] ?? null) ===
						JSON.stringify(live[name] ?? null),
			),
		list: async (_configured, type, { application }) =>
			[...fleet.of(type).values()]
				.filter(
					(o) => application === undefined || o.application === application,
				)
				.map((o) => ({ ...o })),
		claims: (type, values) => [
			...(KEYS[type]?.every((key) => values[key] !== UNKNOWN)
				? [
						{
							key: `${type} ${KEYS[type]?.map((key) => values[key]).join("/")}`,
							label: `${type} "${KEYS[type]?.map((key) => values[key]).join("/")}"`,
							path: [KEYS[type]?.at(-1) as string],
						},
					]
				: []),
			...(typeof values.port === "number"
				? [
						{
							key: `port ${values.port}`,
							label: `port ${values.port}`,
							path: ["port"],
						},
					]
				: []),
		],
		misfits: () => [],
		needs: async () => [],
		restarts: async (_configured, type, { action, prior }) =>
			type === "mem_service" && action !== "create" && prior
				? [`${prior.application}/${prior.name}`]
				: [],
		idOf,
	};
}
