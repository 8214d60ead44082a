import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../src/agent";
import {
	engineSocket,
	IMAGE,
	makeImage,
	noEngine,
} from "../test/agent/support/engine";
import { eventually } from "../test/agent/support/fleet";
import { Bare } from "./bare";
import { counting, type Passed } from "./counting";
import { applied, planned } from "./engine";
import { median, table } from "./measure";
import { Project } from "./stack";

/** How often the agent looks for changes, in seconds. */
const CHANGE_FREQUENCY = 2;
const FEW = 20;
const MANY = 100;

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

const wait = (milliseconds: number) =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * An agent as a process of its own, with programs in containers: how long a configuration is under way from `apply`, what a look without changes
 * costs, how a status of a hundred containers compares with the engine's own, and how much memory the agent takes.
 */
export async function agent(label: string, controller: Login): Promise<void> {
	const reason = noEngine();
	if (reason) {
		console.log(`\nagent: skipped, as ${reason}`);
		return;
	}
	const folder = mkdtempSync(join(tmpdir(), "fogform-bench-agent-"));
	const engine = new Engine(engineSocket);
	await makeImage(engine);
	const toController = await counting(controller.url);
	const toEngine = await counting(engineSocket, join(folder, "docker.sock"));
	const bare = new Bare(controller);
	const { agentUuid } = await bare.prepare();
	await bare.call("PATCH", `/iofog/${agentUuid}`, {
		changeFrequency: CHANGE_FREQUENCY,
		statusFrequency: 60,
	});
	const { key } = (await bare.call(
		"GET",
		`/iofog/${agentUuid}/provisioning-key`,
	)) as { key: string };
	const child = spawn(
		process.execPath,
		[
			join(__dirname, "../lib/cli/main.js"),
			"agent",
			...["--data", join(folder, "data"), "--docker", toEngine.place],
			...["--controller", toController.place, "--key-file", "-"],
		],
		{ stdio: ["pipe", "ignore", "inherit"] },
	);
	child.stdin?.end(key);
	const project = new Project(controller, agentUuid);
	const fleet = new Programs(engine, project, agentUuid);
	try {
		await fleet.run(FEW, 0);
		const delays: number[] = [];
		for (let n = 1; n <= 10; n++) {
			// The look for changes may be at any moment of its cycle.
			await wait((n * 370) % (CHANGE_FREQUENCY * 1000));
			delays.push(await fleet.change(FEW, n));
		}
		const idle = await quietCycle(toController.calls, toEngine.calls);
		await fleet.run(MANY, 0);
		await bare.call("PATCH", `/iofog/${agentUuid}`, { statusFrequency: 10 });
		await wait(5_000);
		const report = await statusCycle(toController.calls, toEngine.calls);
		const docker = median([0, 1, 2].map(() => fleet.dockerStats()));
		const peak = memoryOf(child.pid as number);
		const rows: [string, number, number, string][] = [
			[
				`apply of a changed config to the last of ${FEW} callbacks, worst of ${delays.length} (s)`,
				Math.max(...delays) / 1000,
				CHANGE_FREQUENCY + 0.5,
				"",
			],
			["requests in a cycle without changes", idle.requests, 1, ""],
			["Docker calls in a cycle without changes", idle.dockerCalls, 1, ""],
			[
				`status of ${MANY} containers (s)`,
				report / 1000,
				(1.5 * docker) / 1000,
				`docker stats: ${(docker / 1000).toFixed(2)} s`,
			],
			[`peak memory with ${MANY} containers (MB)`, peak, 90, ""],
		];
		table(
			`${label}: an agent that looks for changes every ${CHANGE_FREQUENCY} s`,
			["", "measured", "at most", "", ""],
			rows.map(([what, value, limit, note]) => [
				what,
				value,
				limit,
				value <= limit ? "ok" : "TOO MUCH",
				note,
			]),
		);
	} finally {
		child.kill("SIGKILL");
		await fleet.remove();
		bare.close();
		toController.close();
		toEngine.close();
		project.remove();
		engine.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Programs in containers that say when their configuration came. */
class Programs {
	private addresses: string[] = [];

	constructor(
		private readonly engine: Engine,
		private readonly project: Project,
		private readonly agentUuid: string,
	) {}

	private list = () => this.engine.containers(`iofog-uuid=${this.agentUuid}`);

	private async apply(count: number, n: number): Promise<void> {
		const iofog_microservice: Record<string, unknown> = {};
		for (let i = 0; i < count; i++)
			iofog_microservice[`m${i}`] = {
				name: `ms-${i}`,
				application: "${iofog_application.a.name}",
				agent_uuid: this.agentUuid,
				images: { [process.arch === "x64" ? "amd64" : "arm"]: IMAGE },
				registry_id: 2,
				config: JSON.stringify({ n }),
			};
		const iofog_application = { a: { name: "programs" } };
		this.project.write({ iofog_application, iofog_microservice });
		await applied((await planned(this.project.dir)).plan);
	}

	/** Has so many programs run, each with its configuration. */
	async run(count: number, n: number): Promise<void> {
		await this.apply(count, n);
		await eventually(
			`${count} containers run`,
			async () => {
				const list = await this.list();
				if (list.filter((c) => c.State === "running").length < count)
					return false;
				this.addresses = list.flatMap((c) =>
					Object.values(c.NetworkSettings?.Networks ?? {}).map(
						(network) => network.IPAddress ?? "",
					),
				);
				return true;
			},
			300_000,
		);
		await this.arrived(n);
	}

	/** When the last program's callback had the configuration, in milliseconds since 1970. */
	private async arrived(n: number): Promise<number> {
		const times: number[] = [];
		for (const address of this.addresses)
			times.push(
				await eventually(`${address} has ${n}`, async () => {
					const answer = await fetch(`http://${address}:8080/`);
					const { config, at } = (await answer.json()) as {
						config: { n: number } | null;
						at: number;
					};
					return config?.n === n && at;
				}),
			);
		return Math.max(...times);
	}

	/** Applies another configuration of all; milliseconds from the end of the apply to the last callback. */
	async change(count: number, n: number): Promise<number> {
		await this.apply(count, n);
		const done = Date.now();
		return (await this.arrived(n)) - done;
	}

	/** How long the engine's own command takes for all containers, in milliseconds. */
	dockerStats(): number {
		const began = Date.now();
		const filter = ["--filter", `label=iofog-uuid=${this.agentUuid}`];
		const docker = (args: string[]) =>
			execFileSync("docker", ["-H", `unix://${engineSocket}`, ...args], {
				encoding: "utf8",
			});
		const ids = docker(["ps", "-q", ...filter]).split("\n");
		docker(["stats", "--no-stream", ...ids.filter(Boolean)]);
		return Date.now() - began;
	}

	async remove(): Promise<void> {
		for (const { Id } of await this.list()) await this.engine.remove(Id);
		await this.engine.removeNetwork(`iofog-${this.agentUuid}`);
	}
}

/** Calls of one cycle in which nothing changes and no status is due, as the mean of several. */
async function quietCycle(
	requests: readonly Passed[],
	dockerCalls: readonly Passed[],
): Promise<{ requests: number; dockerCalls: number }> {
	const statuses = () => requests.filter(({ path }) => isStatus(path)).length;
	const before = statuses();
	await eventually("a status is sent", async () => statuses() > before, 90_000);
	await wait(1_500);
	const [from, dockerFrom] = [requests.length, dockerCalls.length];
	const cycles = 10;
	await wait(cycles * CHANGE_FREQUENCY * 1000);
	return {
		requests: (requests.length - from) / cycles,
		dockerCalls: (dockerCalls.length - dockerFrom) / cycles,
	};
}

const isStatus = (path: string) => path.endsWith("/agent/status");

/** From the first question about a container's usage until the Controller has the status, in milliseconds; the middle of three. */
async function statusCycle(
	requests: readonly Passed[],
	dockerCalls: readonly Passed[],
): Promise<number> {
	const times: number[] = [];
	while (times.length < 3) {
		const [from, dockerFrom] = [requests.length, dockerCalls.length];
		const stats = () =>
			dockerCalls
				.slice(dockerFrom)
				.filter(({ path }) => /\/containers\/[^/]+\/stats/.test(path));
		const sent = () =>
			requests
				.slice(from)
				.find(
					({ path, began, ended }) =>
						isStatus(path) && ended && began >= (stats()[0]?.began ?? Infinity),
				);
		await eventually("a status is sent", async () => sent(), 60_000);
		if (stats().length !== MANY) continue;
		times.push((sent()?.ended ?? 0) - (stats()[0]?.began ?? 0));
	}
	return median(times);
}

/** The most memory that a process ever had, in megabytes. */
function memoryOf(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
	return Number(kilobytes) / 1024;
}
