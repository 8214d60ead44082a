import type { Engine } from "../docker";
import type { Container } from "./plan";

/** What a container uses: percent of one processor, and bytes. */
export interface Usage {
	readonly cpu: number;
	readonly memory: number;
}

interface Sample {
	readonly used: number;
	readonly at: number;
}

interface Stats {
	readonly cpu_stats?: {
		readonly cpu_usage?: { readonly total_usage?: number };
	};
	readonly memory_stats?: {
		readonly usage?: number;
		readonly stats?: Readonly<Record<string, number>>;
	};
}

/** How many containers the engine is asked about at a time: it measures all who are asked about together, once a second. */
const AT_ONCE = 256;

/** Runs something for each item, some at a time. */
export async function each<T>(
	items: readonly T[],
	atOnce: number,
	work: (item: T) => Promise<void>,
): Promise<void> {
	const rest = items.values();
	const worker = async () => {
		for (const item of rest) await work(item);
	};
	await Promise.all(
		Array.from({ length: Math.min(atOnce, items.length) }, worker),
	);
}

/** Measures containers: processor time is what was used since the measurement before, so that none has to wait. */
export class UsageMeter {
	private readonly samples = new Map<string, Sample>();
	/** By container id. */
	readonly usage = new Map<string, Usage>();

	constructor(private readonly engine: Engine) {}

	/** Measures these containers, and forgets all others. */
	async measure(containers: readonly Container[]): Promise<void> {
		const ids = new Set(containers.map(({ id }) => id));
		for (const id of this.usage.keys()) if (!ids.has(id)) this.usage.delete(id);
		for (const id of this.samples.keys())
			if (!ids.has(id)) this.samples.delete(id);
		await each(containers, AT_ONCE, async ({ id }) => {
			try {
				this.take(id, (await this.engine.stats(id)) as Stats);
			} catch {
				// It ended meanwhile, and the next look will tell.
				this.usage.delete(id);
			}
		});
	}

	private take(id: string, stats: Stats): void {
		const used = stats.cpu_stats?.cpu_usage?.total_usage ?? 0;
		const at = Number(process.hrtime.bigint());
		const before = this.samples.get(id);
		this.samples.set(id, { used, at });
		const cpu =
			before && used >= before.used
				? ((used - before.used) / (at - before.at)) * 100
				: 0;
		const { usage = 0, stats: parts = {} } = stats.memory_stats ?? {};
		// What the kernel keeps of files can be had back at any time; v2 and v1 of control groups name it differently.
		const cache = parts.inactive_file ?? parts.total_inactive_file ?? 0;
		const memory = Math.max(0, usage - cache);
		this.usage.set(id, { cpu: Math.round(cpu * 100) / 100, memory });
	}
}
