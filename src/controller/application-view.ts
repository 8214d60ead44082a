import type { Holding } from "./holdings";
import {
	decodeMicroservice,
	type RawMicroservice,
} from "./microservice-decode";
import type { Application, Dialect, Microservice, Route } from "./types";

/** An application as the wire has it, with the parts that are read here. */
export interface RawApplication {
	name: string;
	description?: string | null;
	isActivated?: boolean;
	natsConfig?: { natsAccess?: boolean | null; natsRule?: string | null };
	microservices?: RawMicroservice[];
	routes?: Pick<Route, "name" | "from" | "to">[];
}

/** One application and its microservices as one call showed them; microservices are decoded when they are asked for. */
export class ApplicationView {
	readonly application: Application;
	readonly #dialect: Dialect;
	readonly #byUuid = new Map<string, RawMicroservice>();
	readonly #byName = new Map<string, RawMicroservice>();
	/** 3.0 only. */
	readonly routes: Route[];
	readonly #decoded = new Map<string, Microservice>();

	constructor(raw: RawApplication, dialect: Dialect) {
		this.#dialect = dialect;
		this.application = {
			name: raw.name,
			description: raw.description ?? "",
			activated: raw.isActivated ?? false,
			...(dialect === "3.7" && {
				natsConfig: {
					natsAccess: raw.natsConfig?.natsAccess ?? false,
					natsRule: raw.natsConfig?.natsRule ?? null,
				},
			}),
		};
		this.routes = (raw.routes ?? []).map(({ name, from, to }) => ({
			name,
			application: raw.name,
			from,
			to,
		}));
		for (const each of raw.microservices ?? []) {
			this.#byUuid.set(each.uuid, each);
			this.#byName.set(each.name, each);
		}
	}

	/** The microservices by name and uuid alone. */
	get held(): Holding[] {
		return [...this.#byUuid.values()];
	}

	get microservices(): Microservice[] {
		return [...this.#byUuid.values()].map((raw) => this.#decode(raw));
	}

	byUuid(uuid: string): Microservice | undefined {
		const raw = this.#byUuid.get(uuid);
		return raw && this.#decode(raw);
	}

	byName(name: string): Microservice | undefined {
		const raw = this.#byName.get(name);
		return raw && this.#decode(raw);
	}

	/** Uuids and names of the microservices that an agent runs. */
	onAgent(agentUuid: string): string[] {
		return [...this.#byUuid.values()].flatMap(({ iofogUuid, uuid, name }) =>
			iofogUuid === agentUuid ? [uuid, name] : [],
		);
	}

	#decode(raw: RawMicroservice): Microservice {
		let decoded = this.#decoded.get(raw.uuid);
		if (!decoded) {
			decoded = decodeMicroservice(raw, this.#dialect);
			this.#decoded.set(raw.uuid, decoded);
		}
		return decoded;
	}
}
