import { networkInterfaces } from "node:os";
import { AGENT_LABEL, type Engine } from "../docker";
import { ownContainers } from "./containers";
import { ControlSockets } from "./control-sockets";
import { ControllerFault, ControllerLink } from "./controller";
import type { Credentials } from "./credentials";
import { STOP_SECONDS } from "./deploy";
import { Desired } from "./desired";
import { Images } from "./images";
import { LocalApi } from "./local-api";
import { LogSessions } from "./log-sessions";
import { MessageRouter } from "./message-router";
import { containerName } from "./plan";
import { limitsOf } from "./recipe";
import { Reconciler } from "./reconciler";
import { Reporter } from "./reporter";
import type { Store } from "./store";
import { AgentNetwork, surroundingsOf } from "./surroundings";
import { VolumeMounts } from "./volume-mounts";

/** The port of the local API. */
export const LOCAL_API_PORT = 54_321;

/** What an agent works with. */
export interface AgentOptions {
	readonly store: Store;
	readonly engine: Engine;
	readonly version: string;
	/** Where the local API listens; on the agent's own network by default. */
	readonly localApi?:
		| { readonly host: string; readonly port: number }
		| undefined;
	readonly log: (line: string) => void;
}

/** An agent that has credentials. */
export class Agent {
	private readonly link: ControllerLink;
	private readonly network: AgentNetwork;
	private readonly volumeMounts: VolumeMounts;
	private readonly desired: Desired;
	private readonly reconciler: Reconciler;
	private readonly reporter: Reporter;
	private readonly control = new ControlSockets();
	private readonly messages: MessageRouter | undefined;
	private readonly logs: LogSessions;
	private readonly abort = new AbortController();
	private localApi: LocalApi | undefined;
	private listensOn: string | undefined;
	private listening: Promise<void> | undefined;
	private apiFault: string | undefined;
	private gateway = "";
	private readonly complaints = new Map<string, Error>();
	private keepTimer: NodeJS.Timeout | undefined;
	private loops: Promise<unknown> = Promise.resolve();

	constructor(
		readonly credentials: Credentials,
		private readonly options: AgentOptions,
	) {
		const { engine, store, log, version } = options;
		const { uuid } = credentials;
		this.link = new ControllerLink(credentials);
		this.network = new AgentNetwork(engine, uuid);
		this.volumeMounts = new VolumeMounts(store.folder);
		this.reconciler = new Reconciler({
			engine,
			log,
			agent: uuid,
			network: this.network.name,
			images: new Images(engine, () => this.desired.registries),
			desired: () => this.desired.microservices,
			surroundings: () => this.surroundings(),
			onBack: () => void this.surroundings().catch(() => {}),
			onChange: () => {
				this.reporter.poke();
				this.keepTimer ??= setTimeout(() => this.keep(), 200);
			},
		});
		this.desired = new Desired({
			link: this.link,
			store,
			volumeMounts: this.volumeMounts,
			memory: this.reconciler.memory,
			running: () => [
				...new Set(this.reconciler.containers.map((c) => c.microservice)),
			],
			onConfig: (uuids) => {
				for (const id of uuids) this.control.signal(id);
			},
			onLogs: () => this.logs.look(),
			log,
		});
		this.logs = new LogSessions({
			engine,
			link: this.link,
			log,
			containerOf: (uuid) => {
				const name = containerName(uuid);
				return this.reconciler.containers.find((c) => c.name === name)?.id;
			},
		});
		this.messages = this.link.is37
			? undefined
			: new MessageRouter((id) => this.desired.receivers(id));
		this.reporter = new Reporter({
			engine,
			link: this.link,
			desired: this.desired,
			reconciler: this.reconciler,
			folder: store.folder,
			version,
			onResult: (error) => this.controllerResult("status", error),
			fault: () => this.ownFault,
			noteOn: (microservice) =>
				this.ownFault ??
				limitsOf(microservice, this.network.apiVersion ?? "1.44"),
		});
	}

	/** Whether the Controller has told it that its credentials are not known any more. */
	get isForgotten(): boolean {
		return [...this.complaints.values()].some(isUnauthorized);
	}

	/** What is wrong with the agent itself, such as a disk that is full, so that it cannot take over what the Controller wants. */
	private get ownFault(): string | undefined {
		const complaint = this.complaints.get("changes");
		if (this.apiFault !== undefined || complaint instanceof ControllerFault)
			return this.apiFault;
		return complaint?.message;
	}

	/** Begins to work with what is kept on the disk, whether the Controller answers or not. */
	start(): void {
		void this.surroundings().catch(() => {});
		this.loops = Promise.all([this.followChanges(), this.followEvents()]);
		this.reporter.poke();
	}

	/** Stops working; containers run on. */
	async stop(): Promise<void> {
		this.link.close();
		await this.halt();
	}

	private async halt(): Promise<void> {
		this.abort.abort();
		await this.reporter.stop();
		await this.reconciler.stop();
		await this.loops;
		await this.network.end();
		await this.logs.close();
		this.control.close();
		this.messages?.close();
		await this.listening;
		await this.localApi?.close();
		this.keep();
	}

	/**
	 * Takes the agent out of the fleet: tells the Controller, then stops, removes its containers and its network and forgets the credentials.
	 * Named volumes stay unless told otherwise. Where the Controller does not answer nothing is done, and it rejects.
	 */
	async deprovision(removeVolumes = false): Promise<void> {
		const { engine, store, log } = this.options;
		const microserviceUuids = (this.desired.microservices ?? []).map(
			({ uuid }) => uuid,
		);
		// Controller 3.0 takes a report of an agent that has left for its return.
		await this.reporter.pause();
		try {
			await this.link.post("deprovision", { microserviceUuids });
		} catch (error) {
			// Who is not known any more has nothing to take back.
			if (!isUnauthorized(error)) {
				this.reporter.resume();
				throw error;
			}
		}
		// The link stays open: where something of what follows fails, all of it can be asked for again.
		await this.halt();
		const { uuid } = this.credentials;
		const listed = await engine.containers(`${AGENT_LABEL}=${uuid}`);
		await Promise.all(
			ownContainers(listed, uuid, this.network.name).map(
				async ({ id, state }) => {
					if (state === "running") await engine.stop(id, STOP_SECONDS);
					await engine.remove(id);
				},
			),
		);
		await this.network.remove();
		if (removeVolumes)
			for (const name of await engine.volumes(`${AGENT_LABEL}=${uuid}`))
				await engine.removeVolume(name);
		store.forget();
		log(`The agent ${uuid} is deprovisioned.`);
	}

	private keep(): void {
		clearTimeout(this.keepTimer);
		this.keepTimer = undefined;
		try {
			this.desired.keep();
		} catch (error) {
			this.options.log((error as Error).message);
		}
	}

	private async followChanges(): Promise<void> {
		// What runs must be known before a list can be judged by it.
		await this.reconciler.refresh();
		while (!this.abort.signal.aborted) {
			const began = Date.now();
			let again = false;
			const { statusFrequency } = this.desired.settings;
			try {
				again = await this.desired.look();
				// The report that is due by the old rhythm may be far away.
				if (this.desired.settings.statusFrequency !== statusFrequency)
					this.reporter.poke();
				this.controllerResult("changes", undefined);
				this.messages?.keepOnly(
					new Set(this.desired.microservices?.map(({ uuid }) => uuid)),
				);
			} catch (error) {
				this.controllerResult("changes", error as Error);
			}
			if (this.abort.signal.aborted) return;
			this.reconciler.wake();
			if (this.listensOn === undefined)
				void this.surroundings().catch(() => {});
			const period = again ? 1 : this.desired.settings.changeFrequency;
			await this.pause(Math.max(100, began + period * 1000 - Date.now()));
		}
	}

	private async followEvents(): Promise<void> {
		const { uuid } = this.credentials;
		const { signal } = this.abort;
		const filters = JSON.stringify({
			type: ["container"],
			label: [`${AGENT_LABEL}=${uuid}`],
			event: ["start", "die", "destroy", "health_status"],
		});
		while (!signal.aborted) {
			try {
				await this.options.engine.lines(
					"GET",
					"/events",
					{ query: { filters }, signal, patience: 0 },
					({ id }) => {
						this.reporter.touched(String(id));
						this.reconciler.wake();
						this.reporter.poke();
					},
				);
			} catch {
				// The reconciler says so, with its next look.
			}
			await this.pause(3_000);
		}
	}

	private pause(milliseconds: number): Promise<void> {
		const { signal } = this.abort;
		if (signal.aborted) return Promise.resolve();
		return new Promise((resolve) => {
			const end = () => {
				clearTimeout(timer);
				signal.removeEventListener("abort", end);
				resolve();
			};
			const timer = setTimeout(end, milliseconds);
			signal.addEventListener("abort", end);
		});
	}

	/** Says once that the Controller fails at one of its tasks, and once that it does not any more. Nothing is ever removed for it. */
	private controllerResult(task: string, error: Error | undefined): void {
		const { complaints } = this;
		if (this.abort.signal.aborted) return;
		const before = complaints.get(task);
		if (error?.message === before?.message) return;
		const isKnown = [...complaints.values()].some(
			({ message }) => message === error?.message,
		);
		if (!error) {
			complaints.delete(task);
			if (complaints.size === 0)
				this.options.log(
					before instanceof ControllerFault
						? "The Controller answers again."
						: "What the Controller wants is taken over again.",
				);
			return;
		}
		complaints.set(task, error);
		if (isKnown) return;
		const hint = isUnauthorized(error)
			? ". All that runs is left as it is. Where its credentials are out of date, hand it a new key: fogform agent --key-file -"
			: "";
		this.options.log(error.message + hint);
	}

	private async surroundings() {
		const place = await this.network.place();
		this.gateway = place.gateway;
		await this.listen(this.options.localApi?.host ?? place.listen);
		return surroundingsOf(place, {
			agent: this.credentials.uuid,
			network: this.network.name,
			timeZone: this.desired.settings.timeZone,
			volumeMountPath: (reference) => this.volumeMounts.path(reference),
		});
	}

	/** Has the local API listen where containers look for it; a network that was made anew has another address. */
	private listen(host: string): Promise<void> {
		this.listening ??= this.listenOn(host).finally(() => {
			this.listening = undefined;
		});
		return this.listening;
	}

	private async listenOn(host: string): Promise<void> {
		if (this.listensOn === host || this.abort.signal.aborted) return;
		const port = this.options.localApi?.port ?? LOCAL_API_PORT;
		await this.localApi?.close();
		this.localApi = new LocalApi({
			configOf: (uuid) => this.desired.configOf(uuid),
			isContainerOf: (uuid, address) => this.isContainerOf(uuid, address),
			control: this.control,
			messages: this.messages,
		});
		try {
			const actual = await this.localApi.listen(host, port);
			this.listensOn = host;
			this.apiFault = undefined;
			this.options.log(`The local API listens at http://${host}:${actual}`);
		} catch (error) {
			const why =
				{
					EADDRINUSE: "the port is taken",
					EADDRNOTAVAIL:
						"this machine does not have that address, as where Docker runs in a virtual machine; run the agent in a container there",
				}[(error as NodeJS.ErrnoException).code ?? ""] ??
				(error as Error).message;
			const fault = `The local API cannot listen at ${host}:${port}: ${why}. Microservices get no configuration until it can.`;
			if (fault !== this.apiFault) this.options.log(fault);
			this.apiFault = fault;
		}
	}

	private async isContainerOf(uuid: string, address: string): Promise<boolean> {
		const wanted = this.desired.microservices?.find((m) => m.uuid === uuid);
		if (wanted?.hostNetwork) return this.isHost(address);
		const isKnown = () =>
			this.reconciler.containers.some(
				(c) => c.microservice === uuid && c.address === address,
			);
		if (isKnown()) return true;
		// It may have started a moment ago.
		await this.reconciler.refresh();
		return isKnown();
	}

	/** Containers on the host's network come from the host: which one it is cannot be told. */
	private isHost(address: string): boolean {
		if (address === this.gateway) return true;
		return Object.values(networkInterfaces()).some((list) =>
			list?.some((own) => own.address === address),
		);
	}
}

const isUnauthorized = (error: unknown) =>
	error instanceof ControllerFault && error.status === 401;
