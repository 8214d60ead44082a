import { AGENT_LABEL } from "../docker";
import { ownContainers } from "./containers";
import {
	create,
	Interrupted,
	type Job,
	Outdated,
	type Phase,
	replace,
	STOP_SECONDS,
	type Tools,
} from "./deploy";
import * as memories from "./memory";
import { labelOf, type Microservice, recipeOf } from "./microservice";
import {
	type Action,
	type Container,
	containerName,
	decide,
	type Memory,
} from "./plan";

/** How many containers are brought into being at a time. */
const AT_ONCE = 4;
/** How long to wait after the engine did not answer, in milliseconds. */
const ENGINE_RETRY_MS = 3_000;

/** What a reconciler works for. */
export interface ReconcilerOptions extends Tools {
	readonly agent: string;
	readonly network: string;
	/** What shall run; undefined while nobody has told, when nothing is touched. */
	readonly desired: () => readonly Microservice[] | undefined;
	/** Called when the engine answers again. */
	readonly onBack: () => void;
	/** Called after everything that a status report or the kept memory should know. */
	readonly onChange: () => void;
}

function uuidOf(action: Action): string {
	if ("microservice" in action) return action.microservice.uuid;
	return ("container" in action ? action.container : action.successor)
		.microservice;
}

/** Makes what runs agree with what shall run, one action at a time for each microservice. */
export class Reconciler {
	/** By uuid of the microservice. */
	readonly memory = new Map<string, Memory>();
	/** What is being done, by uuid of the microservice. */
	readonly phases = new Map<string, Phase>();
	/** The agent's containers as they were listed last. */
	containers: readonly Container[] = [];
	/** Why the engine could not be asked, if so. */
	engineFault: string | undefined;
	private readonly busy = new Map<string, Promise<void>>();
	/** What was done since the containers were listed last, by uuid of the microservice. */
	private readonly ended = new Set<string>();
	private looking: Promise<void> | undefined;
	private again = false;
	private stopped = false;
	private timer: NodeJS.Timeout | undefined;

	constructor(private readonly options: ReconcilerOptions) {}

	/** Looks at what runs soon, and acts; calls in quick succession are one. */
	wake(): void {
		if (this.stopped) return;
		if (this.looking) {
			this.again = true;
			return;
		}
		this.looking = this.look().finally(() => {
			this.looking = undefined;
			if (!this.again) return;
			this.again = false;
			this.wake();
		});
	}

	/** Lists the containers once, at the next moment that this can be done. */
	async refresh(): Promise<void> {
		this.wake();
		await this.looking;
	}

	/** Begins nothing more, breaks off pulls, and waits for what cannot be broken off. */
	async stop(): Promise<void> {
		this.stopped = true;
		clearTimeout(this.timer);
		this.options.images.stop();
		await this.looking;
		await Promise.all(this.busy.values());
	}

	/** Whether something is still to be done for what is desired. */
	get unsettled(): boolean {
		return this.busy.size > 0 || this.engineFault !== undefined;
	}

	private async look(): Promise<void> {
		const { engine, agent, network, desired, log } = this.options;
		clearTimeout(this.timer);
		// The list may show what they had before or what they have then; the end of each brings another one.
		const inBetween = new Set(this.busy.keys());
		try {
			const listed = await engine.containers(`${AGENT_LABEL}=${agent}`);
			this.containers = ownContainers(listed, agent, network);
			if (this.engineFault !== undefined) {
				log("The Docker Engine answers again.");
				this.options.onBack();
			}
			this.engineFault = undefined;
		} catch (error) {
			const { message } = error as Error;
			if (message !== this.engineFault) log(message);
			this.engineFault = message;
			this.options.onChange();
			this.later(ENGINE_RETRY_MS);
			return;
		}
		const wanted = desired();
		if (!wanted || this.stopped) return;
		this.forgetAllBut(new Set(wanted.map(({ uuid }) => uuid)));
		const { actions, lookAgainAt } = decide(
			wanted,
			this.containers,
			(uuid) => this.memory.get(uuid) ?? {},
			Date.now(),
		);
		const ended = [...this.ended].filter((uuid) => !inBetween.has(uuid));
		for (const uuid of ended) this.ended.delete(uuid);
		// What waited for its turn may not be wanted any more.
		for (const uuid of this.phases.keys())
			if (!this.busy.has(uuid) && !this.ended.has(uuid))
				this.phases.delete(uuid);
		for (const action of actions)
			if (!inBetween.has(uuidOf(action))) this.begin(action);
		if (ended.length > 0) this.options.onChange();
		if (lookAgainAt !== undefined) this.later(lookAgainAt - Date.now());
	}

	private later(milliseconds: number): void {
		clearTimeout(this.timer);
		if (this.stopped) return;
		this.timer = setTimeout(() => this.wake(), Math.max(50, milliseconds));
	}

	private forgetAllBut(wanted: ReadonlySet<string>): void {
		for (const uuid of this.memory.keys())
			if (!wanted.has(uuid) && !this.busy.has(uuid)) this.memory.delete(uuid);
	}

	private begin(action: Action): void {
		const uuid = uuidOf(action);
		if (this.busy.has(uuid) || this.stopped) return;
		const builds = action.kind === "create" || action.kind === "replace";
		if (builds && this.building() >= AT_ONCE) {
			this.phases.set(uuid, { status: "QUEUED" });
			return;
		}
		if (builds) this.phases.set(uuid, { status: "PULLING", percentage: 0 });
		const work = this.act(action, uuid).finally(() => {
			this.busy.delete(uuid);
			this.ended.add(uuid);
			this.wake();
		});
		this.busy.set(uuid, work);
	}

	private building(): number {
		let count = 0;
		for (const [uuid, { status }] of this.phases)
			if (this.busy.has(uuid) && status !== "DELETING") count++;
		return count;
	}

	private async act(action: Action, uuid: string): Promise<void> {
		const { engine, log } = this.options;
		try {
			switch (action.kind) {
				case "create":
				case "replace":
					return await this.build(action, uuid);
				case "start":
					return await this.restart(action.microservice, action.container);
				case "give-up":
					log(
						`${labelOf(action.microservice)} ended too often; it is left alone until it is changed or rebuilt.`,
					);
					this.memory.set(
						uuid,
						memories.gaveUp(
							this.memory.get(uuid) ?? {},
							this.recipeThatRuns(uuid),
						),
					);
					return;
				case "settle":
					if (action.old) await engine.remove(action.old.id);
					await engine.rename(action.successor.id, containerName(uuid));
					return;
				case "remove":
					this.phases.set(uuid, { status: "DELETING" });
					this.options.onChange();
					if (action.container.state === "running")
						await engine.stop(action.container.id, STOP_SECONDS);
					await engine.remove(action.container.id);
					log(`The container ${action.container.name} is removed.`);
					return;
			}
		} catch (error) {
			if (this.stopped) return;
			log(`${uuid}: ${(error as Error).message}`);
			// Whatever the engine refuses, it shall not be asked at full speed.
			await new Promise((resolve) => setTimeout(resolve, 1_000));
		}
	}

	private recipeThatRuns(uuid: string): string {
		const name = containerName(uuid);
		return this.containers.find((c) => c.name === name)?.recipe ?? "";
	}

	private async build(
		action: Extract<Action, { kind: "create" | "replace" }>,
		uuid: string,
	): Promise<void> {
		const { microservice } = action;
		const recipe = recipeOf(microservice);
		const memory = this.memory.get(uuid) ?? {};
		const job: Job = {
			microservice,
			memory,
			isCurrent: () => {
				const now = this.options.desired()?.find((m) => m.uuid === uuid);
				return now !== undefined && recipeOf(now) === recipe && !this.stopped;
			},
			phase: (phase) => {
				this.phases.set(uuid, phase);
				this.options.onChange();
			},
		};
		try {
			const imageId =
				action.kind === "create"
					? await create(this.options, job)
					: await replace(this.options, job, action.old);
			const after = this.memory.get(uuid) ?? {};
			// A wish that came while this was being done is still one.
			const wishedAgain = after.rebuild && !memory.rebuild;
			const done = memories.deployed(recipe, imageId);
			this.memory.set(uuid, wishedAgain ? { ...done, rebuild: true } : done);
		} catch (error) {
			if (error instanceof Outdated || this.stopped) return;
			const { message } = error as Error;
			this.options.log(`${labelOf(microservice)}: ${message}`);
			this.memory.set(
				uuid,
				memories.failed(
					this.memory.get(uuid) ?? {},
					recipe,
					message,
					Date.now(),
					error instanceof Interrupted,
				),
			);
		}
	}

	private async restart(
		microservice: Microservice,
		container: Container,
	): Promise<void> {
		const { uuid } = microservice;
		const { engine, log, surroundings } = this.options;
		const recipe = recipeOf(microservice);
		log(`${labelOf(microservice)} is started again (${container.detail}).`);
		const before = this.memory.get(uuid) ?? {};
		try {
			await surroundings();
			await engine.start(container.id);
			const after = memories.restarted(before, Date.now());
			const settled = container.recipe === recipe;
			this.memory.set(uuid, settled ? { ...after, fault: undefined } : after);
		} catch (error) {
			const { message } = error as Error;
			const now = Date.now();
			const after = memories.refused(before, now);
			this.memory.set(uuid, memories.failed(after, recipe, message, now));
			log(`${labelOf(microservice)}: ${message}`);
		}
	}
}
