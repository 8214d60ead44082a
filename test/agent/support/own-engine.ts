import {
	type ChildProcess,
	execFileSync,
	spawn,
	spawnSync,
} from "node:child_process";
import { once } from "node:events";
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statfsSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../../src/agent";
import { noEngine } from "./engine";
import { eventually } from "./fleet";

const DISK = "500m";

/** Why a test can have no engine of its own; undefined where it can. */
export function noOwnEngine(): string | undefined {
	const reason = noEngine();
	if (reason) return reason;
	if (process.getuid?.() !== 0) return "only root can start a Docker Engine";
	for (const program of ["dockerd", "fallocate", "ip", "mount"])
		if (spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0)
			return `${program} is not installed`;
	return undefined;
}

/** A Docker Engine that one test has for itself, on a small disk: the disk may be filled, and the host may lose its power. */
export class OwnEngine {
	readonly folder = mkdtempSync(join(tmpdir(), "fogform-host-"));
	/** A folder on its disk. */
	readonly disk = join(this.folder, "disk");
	readonly socket = join(this.folder, "docker.sock");
	readonly engine = new Engine(this.socket);
	private readonly bridge = `fogform-${process.pid % 10_000}`;
	private daemon: ChildProcess | undefined;

	constructor() {
		mkdirSync(this.disk);
		execFileSync("mount", [
			"-t",
			"tmpfs",
			"-o",
			`size=${DISK}`,
			"fogform",
			this.disk,
		]);
		const settings = {
			"data-root": join(this.disk, "engine"),
			"exec-root": join(this.folder, "run"),
			pidfile: join(this.folder, "docker.pid"),
			hosts: [`unix://${this.socket}`],
			// Other engines of this machine must not notice: without a bridge, or with pools of addresses, it would take docker0 away.
			bridge: this.bridge,
			iptables: false,
		};
		writeFileSync(join(this.folder, "daemon.json"), JSON.stringify(settings));
	}

	async start(): Promise<void> {
		const config = join(this.folder, "daemon.json");
		const ip = (...words: string[]) => spawnSync("ip", words);
		ip("link", "add", this.bridge, "type", "bridge");
		ip("addr", "add", "10.214.0.1/24", "dev", this.bridge);
		ip("link", "set", this.bridge, "up");
		this.daemon = spawn("dockerd", ["--config-file", config], {
			stdio: "ignore",
		});
		await eventually("the engine answers", () => this.engine.version(), 60_000);
	}

	/** Makes the network of an agent, with addresses that no other engine gives. */
	async makeNetwork(agent: string): Promise<void> {
		await this.engine.createNetwork(
			`iofog-${agent}`,
			{ "iofog-uuid": agent },
			{ Subnet: "10.213.0.0/24", Gateway: "10.213.0.1" },
		);
	}

	/** Ends it in good order, which ends its containers. */
	async stop(): Promise<void> {
		const { daemon } = this;
		if (daemon?.exitCode !== null || daemon.signalCode !== null) return;
		daemon.kill("SIGTERM");
		await once(daemon, "exit");
	}

	/** What the loss of power leaves: the disk, but no process, no network and nothing that was mounted. */
	async losePower(): Promise<void> {
		const pids = await this.containerProcesses();
		const bridges = await this.bridges();
		const { daemon } = this;
		const exit = daemon && once(daemon, "exit");
		for (const pid of [...this.processes(), ...pids])
			process.kill(pid, "SIGKILL");
		await exit;
		const unplug = (name: string) => spawnSync("ip", ["link", "delete", name]);
		for (const bridge of bridges) {
			for (const plugged of readdirSync(`/sys/class/net/${bridge}/brif`))
				unplug(plugged);
			unplug(bridge);
		}
		this.unmount((path) => path !== this.disk);
		rmSync(join(this.folder, "run"), { recursive: true, force: true });
		for (const name of ["docker.sock", "docker.pid"])
			rmSync(join(this.folder, name), { force: true });
	}

	/** Leaves next to no room on the disk. */
	fill(): void {
		const { bavail, bsize } = statfsSync(this.disk);
		const filler = join(this.disk, "filler");
		execFileSync("fallocate", ["-l", String(bavail * bsize), filler]);
	}

	/** Gives the room back. */
	makeRoom(): void {
		rmSync(join(this.disk, "filler"));
	}

	async close(): Promise<void> {
		for (const { Id } of await this.engine.containers("iofog-uuid"))
			await this.engine.remove(Id);
		for (const name of await this.engine.networks("iofog-uuid"))
			await this.engine.removeNetwork(name);
		this.engine.close();
		await this.stop();
		spawnSync("ip", ["link", "delete", this.bridge]);
		this.unmount(() => true);
		rmSync(this.folder, { recursive: true, force: true });
	}

	private async containerProcesses(): Promise<number[]> {
		const listed = await this.engine.containers("iofog-uuid");
		const found = await Promise.all(
			listed.map(({ Id }) => this.engine.inspect(Id)),
		);
		return found.flatMap(({ State }) => (State as { Pid?: number }).Pid || []);
	}

	private async bridges(): Promise<string[]> {
		const names = await this.engine.networks("iofog-uuid");
		const networks = await Promise.all(names.map(this.engine.network));
		const ids = networks.flatMap((network) => network?.Id.slice(0, 12) ?? []);
		return [...ids.map((id) => `br-${id}`), this.bridge];
	}

	/** The engine's own processes: each of them is told the folder. */
	private processes(): number[] {
		return readdirSync("/proc").flatMap((name) => {
			if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
			try {
				const line = readFileSync(`/proc/${name}/cmdline`, "utf8");
				return line.includes(`${this.folder}/`) &&
					!line.startsWith(process.execPath)
					? [Number(name)]
					: [];
			} catch {
				return [];
			}
		});
	}

	private unmount(which: (path: string) => boolean): void {
		const mounts = readFileSync("/proc/mounts", "utf8").split("\n");
		const paths = mounts.flatMap((line) => line.split(" ")[1] ?? []);
		for (const path of paths.reverse())
			if (path.startsWith(this.folder) && which(path))
				spawnSync("umount", ["--lazy", path]);
	}
}
