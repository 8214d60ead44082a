import { Bare } from "./bare";
import { applied, planned } from "./engine";
import { slowness, table, take } from "./measure";
import { Project } from "./stack";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

const WIDTH = 8;
const PLAN_LIMIT = "0.25";
const APPLY_LIMIT = "0.60";

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
		const before = slowness();
		const work = await once(controller, bare, agentUuid, n);
		const slow = (before + slowness()) / 2;
		rows.push([
			String(work.resources),
			slow,
			work.plan / slow,
			PLAN_LIMIT,
			work.create / slow,
			work.destroy / slow,
			APPLY_LIMIT,
		]);
	}
	bare.close();
	table(
		"The engine's own work on the dev Controller: CPU ms by resource beyond a bare client's, divided by how much slower this machine starts Node than the one of the limits",
		[
			"resources",
			"slower",
			"no-op plan",
			"limit",
			"create",
			"destroy",
			"limit",
		],
		rows,
	);
}
