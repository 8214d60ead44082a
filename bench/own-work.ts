import { Bare } from "./bare";
import { applied, planned } from "./engine";
import { table, take } from "./measure";
import { Project } from "./stack";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

/** CPU time of the engine by resource, for fleets that grow by a factor of ten. */
export async function ownWork(
	controller: Login,
	sizes: readonly number[],
): Promise<void> {
	const bare = new Bare(controller);
	const { agentUuid } = await bare.prepare();
	const rows: (string | number)[][] = [];
	// The first run warms the compiler up, as the numbers of a small fleet would else be those of a cold start.
	for (const microservices of [200, ...sizes]) {
		const size = {
			applications: Math.ceil(microservices / 100),
			microservices,
		};
		const project = new Project(controller, agentUuid);
		project.fleet(size);
		const first = await planned(project.dir);
		const created = await take(() => applied(first.plan));
		const again = await take(() => planned(project.dir));
		const end = await planned(project.dir, true);
		const destroyed = await take(() => applied(end.plan));
		project.remove();
		if (rows.length === 0 && microservices === 200 && sizes[0] !== 200) {
			rows.push([]);
			continue;
		}
		const resources = size.microservices + size.applications;
		rows.push([
			String(resources),
			again.cpu / resources,
			created.cpu / resources,
			destroyed.cpu / resources,
			Math.round(process.memoryUsage().rss / 1e6),
		]);
	}
	bare.close();
	table(
		"The engine's own work on the dev Controller: CPU ms by resource (limits: plan 0.25, apply 0.60)",
		["resources", "no-op plan", "create", "destroy", "RSS MB"],
		rows.filter((r) => r.length > 0),
	);
}
