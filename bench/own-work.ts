import { spawnSync } from "node:child_process";
import { Bare } from "./bare";
import { applied, planned } from "./engine";
import { median, table, take } from "./measure";
import { Project } from "./stack";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

const WIDTH = 8;

/** CPU milliseconds that starting Node takes: how fast this machine is now. */
function startCpu(): number {
	const script =
		"const u=process.cpuUsage();console.log((u.user+u.system)/1000)";
	const times = Array.from({ length: 9 }, () =>
		Number(
			spawnSync(process.execPath, ["-e", script], { encoding: "utf8" }).stdout,
		),
	);
	return Math.round(median(times));
}

/** One fleet: CPU milliseconds of each command, less those of a bare client that makes the same calls in this process. */
async function once(
	controller: Login,
	bare: Bare,
	agentUuid: string,
	n: number,
) {
	const size = { applications: Math.ceil(n / 100), microservices: n };
	const floor = {
		create: (await take(() => bare.create(size, agentUuid, WIDTH))).cpu,
		read: (await take(() => bare.read(size))).cpu,
		destroy: (await take(() => bare.destroy(size))).cpu,
	};
	const project = new Project(controller, agentUuid);
	try {
		project.fleet(size);
		const first = await planned(project.dir);
		const created = await take(() => applied(first.plan));
		const again = await take(() => planned(project.dir));
		const end = await planned(project.dir, true);
		const destroyed = await take(() => applied(end.plan));
		const resources = size.microservices + size.applications;
		return {
			resources,
			plan: (again.cpu - floor.read) / resources,
			create: (created.cpu - floor.create) / resources,
			destroy: (destroyed.cpu - floor.destroy) / resources,
		};
	} finally {
		project.remove();
	}
}

/** CPU time of the engine by resource, for fleets that grow by a factor of ten. */
export async function ownWork(
	controller: Login,
	sizes: readonly number[],
): Promise<void> {
	const bare = new Bare(controller);
	const { agentUuid } = await bare.prepare();
	// Warms the compiler up: the numbers of a small fleet would else be those of a cold start.
	for (let i = 0; i < 3; i++) await once(controller, bare, agentUuid, 300);
	const rows: (string | number)[][] = [];
	for (const n of sizes) {
		const { resources, plan, create, destroy } = await once(
			controller,
			bare,
			agentUuid,
			n,
		);
		rows.push([String(resources), plan, create, destroy]);
	}
	bare.close();
	table(
		`The engine's own work on the dev Controller: CPU ms by resource beyond a bare client's (limits: plan 0.25, apply 0.60, where "node -e 0" takes 40 ms of CPU; here it takes ${startCpu()})`,
		["resources", "no-op plan", "create", "destroy"],
		rows,
	);
}
