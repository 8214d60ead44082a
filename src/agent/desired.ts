import type { ControllerLink } from "./controller";
import { configured, rebuildWanted } from "./memory";
import type { Microservice, Registry } from "./microservice";
import { losesTooMuch, type Memory } from "./plan";
import type { Store } from "./store";
import type { VolumeMounts } from "./volume-mounts";
import {
	type AgentSettings,
	agentSettings,
	desiredList,
	registryList,
	volumeMountList,
} from "./wire";

/** How often everything is read though nothing says that it changed, in milliseconds: Controllers forget to say so here and there. */
const REREAD_MS = 300_000;

/** What the agent does with what the Controller tells. */
export interface DesiredOptions {
	readonly link: ControllerLink;
	readonly store: Store;
	readonly volumeMounts: VolumeMounts;
	readonly memory: Map<string, Memory>;
	/** The uuids of microservices that have a container. */
	readonly running: () => readonly string[];
	/** Called with the uuids of microservices whose configuration has become another one. */
	readonly onConfig: (uuids: readonly string[]) => void;
	/** Called where somebody wants to read logs, or does not want to any more (3.7). */
	readonly onLogs: () => Promise<void>;
	readonly log: (line: string) => void;
}

/** What the Controller wants, as it was told last, kept on the disk before it is acknowledged. */
export class Desired {
	settings: AgentSettings;
	microservices: readonly Microservice[] | undefined;
	registries: readonly Registry[];
	/** Whether something could not be taken over yet and has to be fetched whatever the flags say. */
	private behind = true;
	private suspected: string | undefined;
	private readAt = Date.now();

	constructor(private readonly options: DesiredOptions) {
		const kept = options.store.kept();
		this.settings = kept.settings;
		this.microservices = kept.desired;
		this.registries = kept.registries;
		for (const [uuid, memory] of Object.entries(kept.memory))
			options.memory.set(uuid, memory);
	}

	/** The configuration text of a microservice; undefined for one that is not to run here. */
	configOf(uuid: string): string | undefined {
		return this.microservices?.find((m) => m.uuid === uuid)?.config;
	}

	/** The uuids that a microservice's messages go to, as far as they run here. */
	receivers(uuid: string): readonly string[] {
		const list = this.microservices ?? [];
		const routes = list.find((m) => m.uuid === uuid)?.routes ?? [];
		return routes.filter((to) => list.some((m) => m.uuid === to));
	}

	/** Writes what is known to the disk. */
	keep(): void {
		const { store, memory } = this.options;
		const lasting = [...memory].flatMap(
			([uuid, { deployed, rebuild, stuck }]) => {
				const kept = {
					...(deployed && { deployed }),
					...(rebuild && { rebuild }),
					...(stuck && { stuck }),
				};
				return Object.keys(kept).length > 0 ? [[uuid, kept]] : [];
			},
		);
		store.keep({
			settings: this.settings,
			desired: this.microservices,
			registries: this.registries,
			memory: Object.fromEntries(lasting),
		});
	}

	/** Asks what changed, takes it over, and acknowledges it only then; true where a list waits to be seen again. Rejects where a call fails. */
	async look(): Promise<boolean> {
		const { link, volumeMounts } = this.options;
		const changes = (await link.get("config/changes")) as Record<
			string,
			unknown
		>;
		if (Date.now() - this.readAt > REREAD_MS) this.behind = true;
		const flagged = (...flags: string[]) =>
			this.behind || flags.some((flag) => changes[flag] === true);
		if (flagged("config"))
			this.settings = agentSettings(await link.get("config"));
		if (flagged("registries")) {
			this.registries = registryList(await link.get("registries"));
			this.tryAgain([...this.options.memory.keys()]);
		}
		if (link.is37 && flagged("volumeMounts")) {
			const list = volumeMountList(await link.get("volumeMounts"));
			volumeMounts.apply(list, this.mountsInUse());
			this.tryAgain([...this.options.memory.keys()]);
		}
		const lists = ["microserviceList", "microserviceConfig", "routing"];
		if (flagged(...lists) && !(await this.takeList())) {
			this.behind = true;
			return true;
		}
		const something = Object.values(changes).includes(true);
		if (this.behind || something) this.keep();
		const logs = link.is37 && flagged("microserviceLogs", "fogLogs");
		if (this.behind) this.readAt = Date.now();
		this.behind = false;
		if (logs) await this.options.onLogs();
		if (something) {
			// Commands to prune, to reboot or to open a tunnel are acknowledged and not followed: this agent touches nothing but its own containers.
			const { lastUpdated } = changes;
			await link.patch("config/changes", { lastUpdated });
		}
		return false;
	}

	private mountsInUse(): ReadonlySet<string> {
		const volumes = (this.microservices ?? []).flatMap((m) => m.volumes);
		return new Set(
			volumes
				.filter(({ type }) => type === "volumeMount")
				.map(({ source }) => source.split("/")[0] as string),
		);
	}

	/** What failed may have failed for what has just changed. */
	private tryAgain(uuids: Iterable<string>): void {
		const { memory } = this.options;
		for (const uuid of uuids) {
			const one = memory.get(uuid);
			if (one?.fault)
				memory.set(uuid, { ...one, fault: { ...one.fault, retryAt: 0 } });
		}
	}

	/** Takes over the list of microservices; false where it has to be seen again first. */
	private async takeList(): Promise<boolean> {
		const { link, memory, running, onConfig, log } = this.options;
		const list = desiredList(await link.get("microservices"));
		// Reading has reset these at the Controller already.
		for (const uuid of list.rebuild)
			memory.set(uuid, rebuildWanted(memory.get(uuid) ?? {}));
		const uuids = list.microservices.map(({ uuid }) => uuid);
		const before = this.microservices ?? [];
		// Where the engine does not answer, what was wanted before stands for what runs.
		const there = new Set([...running(), ...before.map(({ uuid }) => uuid)]);
		if (losesTooMuch([...there], uuids)) {
			const seen = JSON.stringify([...uuids].sort());
			if (this.suspected !== seen) {
				this.suspected = seen;
				this.keep();
				log(
					"The Controller's list has lost more than half of what runs here; it is believed if the next one says so too.",
				);
				return false;
			}
		}
		this.suspected = undefined;
		this.microservices = list.microservices;
		const texts = new Map(before.map(({ uuid, config }) => [uuid, config]));
		const changed = list.microservices
			.filter(
				({ uuid, config }) => texts.has(uuid) && texts.get(uuid) !== config,
			)
			.map(({ uuid }) => uuid);
		for (const uuid of changed) {
			const one = memory.get(uuid);
			if (one) memory.set(uuid, configured(one));
		}
		const known = new Set(before.map((one) => JSON.stringify(one)));
		this.tryAgain(
			list.microservices
				.filter((one) => !known.has(JSON.stringify(one)))
				.map(({ uuid }) => uuid),
		);
		onConfig(changed);
		return true;
	}
}
