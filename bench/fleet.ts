import { Bare } from "./bare";
import { applied, type Calls, planned } from "./engine";
import { median, table, take } from "./measure";
import { Project, type Size } from "./stack";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

const WIDTH = 8;

/** The whole life of a fleet, beside a bare client that makes the same calls, alternating in one run. */
export async function fleet(
	label: string,
	controller: Login,
	size: Size,
	rounds: number,
	isReal: boolean,
): Promise<void> {
	const bare = new Bare(controller);
	const { agentUuid } = await bare.prepare();
	const project = new Project(controller, agentUuid);
	const times: Record<string, number[]> = {};
	const calls: Record<string, Calls> = {};
	const note = (name: string, wall: number) => {
		times[name] ??= [];
		times[name].push(wall);
	};
	try {
		for (let round = 0; round < rounds; round++) {
			note(
				"bare create",
				(await take(() => bare.create(size, agentUuid, WIDTH))).wall,
			);
			note("bare read", (await take(() => bare.read(size))).wall);
			note("bare destroy", (await take(() => bare.destroy(size))).wall);

			project.fleet(size);
			const first = await planned(project.dir);
			const created = await take(() => applied(first.plan));
			note("create", created.wall);
			calls.create = created.result.calls;

			const again = await take(() => planned(project.dir));
			note("no-op plan", again.wall);
			calls["no-op plan"] = again.result.calls;

			project.fleet(size, true);
			const one = await planned(project.dir);
			const changed = await take(() => applied(one.plan));
			note("one change", changed.wall + again.wall);
			calls["one change"] = changed.result.calls;

			const end = await planned(project.dir, true);
			const destroyed = await take(() => applied(end.plan));
			note("destroy", destroyed.wall);
			calls.destroy = destroyed.result.calls;
		}
	} finally {
		bare.close();
		project.remove();
	}
	const at = (name: string) => median(times[name] ?? []);
	const row = (name: string, floor: string, limit: string) => [
		name,
		at(floor),
		at(name),
		at(name) / at(floor),
		isReal ? limit : `(${limit})`,
		`${calls[name]?.reads}`,
		`${calls[name]?.writes}`,
	];
	table(
		`${label}: ${size.microservices} microservices in ${size.applications} applications (medians of ${rounds})${isReal ? "" : "; the limits are for Controllers that take as long as a real one to answer"}`,
		["", "floor ms", "fogform ms", "ratio", "limit", "reads", "writes"],
		[
			row("create", "bare create", "1.20"),
			row("no-op plan", "bare read", "1.25"),
			row("one change", "no-op plan", "1.30"),
			row("destroy", "bare destroy", "1.25"),
		],
	);
}
