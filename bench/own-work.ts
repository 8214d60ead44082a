import { Bare } from "./bare";
import { applied, planned } from "./engine";
import { median, slowness, table, take } from "./measure";
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
			plan: (again.cpu - floor.read) / resources,
			create: (created.cpu - floor.create) / resources,
			destroy: (destroyed.cpu - floor.destroy) / resources,
		};
	} finally {
		project.remove();
	}
}

/** How many fleets of a size are measured: small ones take so little that one alone says nothing. */
const roundsOf = (n: number) => Math.min(15, Math.ceil(20_000 / n));

/** CPU time of the engine by resource, for fleets that grow by a factor of ten. */
export async function ownWork(
	controller: Login,
	sizes: readonly number[],
): Promise<void> {
	const bare = new Bare(controller);
	const { agentUuid } = await bare.prepare();
	const rows: (string | number)[][] = [];
	const measure = async (name: string, n: number, rounds: number) => {
		const before = slowness();
		const all: Awaited<ReturnType<typeof once>>[] = [];
		for (let i = 0; i < rounds; i++)
			all.push(await once(controller, bare, agentUuid, n));
		const slow = (before + slowness()) / 2;
		const by = (what: "plan" | "create" | "destroy") =>
			median(all.map((one) => one[what]));
		rows.push([
			name,
			String(rounds),
			by("plan"),
			PLAN_LIMIT,
			by("create"),
			by("destroy"),
			APPLY_LIMIT,
			slow,
			by("plan") / slow,
			by("create") / slow,
			by("destroy") / slow,
		]);
	};
	// The compiler has not seen the code yet; what it does meanwhile counts here, and hides what follows.
	await measure("1000, first of the process", 1000, 1);
	for (const n of sizes) await measure(String(n), n, roundsOf(n));
	bare.close();
	table(
		"The engine's own work on the dev Controller: CPU ms by resource beyond a bare client's (medians); on the right divided by how many times slower than 40 ms this machine starts Node, to compare machines",
		[
			"microservices",
			"rounds",
			"no-op plan",
			"limit",
			"create",
			"destroy",
			"limit",
			"slower",
			"no-op plan",
			"create",
			"destroy",
		],
		rows,
	);
}
