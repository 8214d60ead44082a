import type { Engine } from "../docker";
import type { ControllerLink } from "./controller";
import type { Desired } from "./desired";
import { HostMeter } from "./host";
import type { Microservice } from "./microservice";
import { runs } from "./plan";
import type { Reconciler } from "./reconciler";
import { microserviceReports, statusBody } from "./status";
import { each, UsageMeter } from "./usage";

/** Reports follow each other by at least this, in milliseconds. */
const GAP_MS = 400;
/** How often it is reported while something is being done, in milliseconds. */
const BUSY_MS = 1_000;

/** What reports are made of. */
export interface ReporterOptions {
	readonly engine: Engine;
	readonly link: ControllerLink;
	readonly desired: Desired;
	readonly reconciler: Reconciler;
	readonly folder: string;
	readonly version: string;
	/** Called with a failure, and with undefined after a success. */
	readonly onResult: (error: Error | undefined) => void;
	/** Another fault of the agent that users should see, such as a local API that cannot listen. */
	readonly fault: () => string | undefined;
	/** What is not as it should be with a microservice that runs; empty where that is nothing. */
	readonly noteOn: (microservice: Microservice) => string;
}

/** Reports the status of agent and microservices: regularly, and soon after each change. */
export class Reporter {
	/** When containers started, by id, in milliseconds since 1970. */
	private readonly started = new Map<string, number>();
	/** How often a container started or ended. */
	private touches = 0;
	private readonly meter: UsageMeter;
	private readonly host: HostMeter;
	private readonly since: number;
	private timer: NodeJS.Timeout | undefined;
	private due = Number.POSITIVE_INFINITY;
	private sending: Promise<void> | undefined;
	private sentAt = 0;
	private measuredAt = 0;
	private stopped = false;
	private paused = false;

	constructor(private readonly options: ReporterOptions) {
		this.meter = new UsageMeter(options.engine);
		this.host = new HostMeter(options.folder);
		this.since = Date.now();
	}

	/** Reports soon. */
	poke(): void {
		this.schedule(Math.max(this.sentAt + GAP_MS, Date.now() + 20));
	}

	/** Notes that a container started or ended, so that its start is asked for anew. */
	touched(id: string): void {
		this.started.delete(id);
		this.touches++;
	}

	/** Reports nothing until it is resumed; what is under way is waited for. */
	async pause(): Promise<void> {
		this.paused = true;
		clearTimeout(this.timer);
		this.due = Number.POSITIVE_INFINITY;
		await this.sending;
	}

	/** Reports again, soon. */
	resume(): void {
		this.paused = false;
		this.poke();
	}

	/** Reports no more. */
	async stop(): Promise<void> {
		this.stopped = true;
		clearTimeout(this.timer);
		await this.sending;
	}

	private schedule(at: number): void {
		if (this.stopped || this.paused || this.sending || at >= this.due) return;
		this.due = at;
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.run(), Math.max(0, at - Date.now()));
	}

	private run(): void {
		this.due = Number.POSITIVE_INFINITY;
		this.sentAt = Date.now();
		this.sending = this.send()
			.then(
				() => this.options.onResult(undefined),
				(error: Error) => this.options.onResult(error),
			)
			.finally(() => {
				this.sending = undefined;
				const { reconciler, desired } = this.options;
				const wait = reconciler.unsettled
					? BUSY_MS
					: desired.settings.statusFrequency * 1000;
				this.schedule(this.sentAt + wait);
			});
	}

	/** When each running container started, also those that are found running while others are asked. */
	private async starts(): Promise<ReadonlyMap<string, number>> {
		const { engine, reconciler } = this.options;
		const ids = new Set(reconciler.containers.filter(runs).map(({ id }) => id));
		for (const id of this.started.keys())
			if (!ids.has(id)) this.started.delete(id);
		const started = new Map(this.started);
		const unknown = () =>
			reconciler.containers.filter((c) => runs(c) && !started.has(c.id));
		for (let next = unknown(); next.length > 0; next = unknown()) {
			const { touches } = this;
			await each(next, 8, async ({ id }) => {
				const seen = await engine.inspect(id).catch(() => undefined);
				const at = seen ? Date.parse(seen.State.StartedAt) : 0;
				started.set(id, at);
				// One that starts or ends meanwhile is asked again for the next report.
				if (seen && touches === this.touches) this.started.set(id, at);
			});
		}
		return started;
	}

	private async send(): Promise<void> {
		const { link, desired, reconciler, version, fault } = this.options;
		const period = desired.settings.statusFrequency * 1000;
		if (
			!reconciler.engineFault &&
			Date.now() - this.measuredAt >= period - 50
		) {
			this.measuredAt = Date.now();
			await this.meter.measure(reconciler.containers.filter(runs));
		}
		const started = await this.starts();
		const { engineFault } = reconciler;
		const now = Date.now();
		const reports = microserviceReports({
			desired: desired.microservices ?? [],
			containers: reconciler.containers,
			phases: reconciler.phases,
			memory: reconciler.memory,
			usage: this.meter.usage,
			started,
			engineFault,
			noteOn: this.options.noteOn,
			now,
		});
		const ahead = link.now() - now;
		const facts = {
			...this.host.measure(),
			since: this.since + ahead,
			now: now + ahead,
			version,
			registries: desired.registries.map(({ id }) => id),
			mayWarn: link.is37,
		};
		await link.put(
			"status",
			statusBody(facts, reports, engineFault ?? fault()),
		);
	}
}
