import { statfsSync } from "node:fs";
import { cpus, freemem, networkInterfaces } from "node:os";

/** Measures the agent's own process and its host; percentages are of the time since the measurement before. */
export class HostMeter {
	private process = process.cpuUsage();
	private at = process.hrtime.bigint();
	private ticks = busyTicks();

	constructor(private readonly folder: string) {}

	measure() {
		const used = process.cpuUsage(this.process);
		const elapsed = Number(process.hrtime.bigint() - this.at) / 1000;
		this.process = process.cpuUsage();
		this.at = process.hrtime.bigint();
		const before = this.ticks;
		this.ticks = busyTicks();
		const total = this.ticks.total - before.total;
		const share = total > 0 ? (this.ticks.busy - before.busy) / total : 0;
		return {
			memoryUsage: rounded(process.memoryUsage.rss() / 1e6),
			cpuUsage: rounded(
				((used.user + used.system) / Math.max(1, elapsed)) * 100,
			),
			totalCpu: rounded(share * 100),
			availableMemory: freemem(),
			availableDisk: availableDisk(this.folder),
			ipAddress: address(),
		};
	}
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function busyTicks(): { busy: number; total: number } {
	let busy = 0;
	let total = 0;
	for (const { times } of cpus()) {
		const sum = times.user + times.nice + times.sys + times.idle + times.irq;
		total += sum;
		busy += sum - times.idle;
	}
	return { busy, total };
}

function availableDisk(folder: string): number {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	} catch {
		return 0;
	}
}

/** The first address of this host that others can reach, or loopback. */
function address(): string {
	const own = /^(br-|docker|veth)/;
	for (const [name, list] of Object.entries(networkInterfaces()))
		for (const { family, internal, address } of list ?? [])
			if (family === "IPv4" && !internal && !own.test(name)) return address;
	return "127.0.0.1";
}
