import { Bare } from "./bare";
import { applied, planned } from "./engine";
import { median, REFERENCE_START, slowness, table, take } from "./measure";
import { Project } from "./stack";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

const WIDTH = 8;
const PLAN_LIMIT = "0.25";
const APPLY_LIMIT = "0.60";
const GROWTH_LIMIT = "1.15";

/** What one fleet took by resource, in milliseconds. */
interface Measured {
	/** CPU time less that of a bare client that makes the same calls in this process. */
	readonly own: Times;
	/** From the begin of the command to its end, with what the Controller takes. */
	readonly wall: Times;
}
type Times = Readonly<Record<Command, number>>;
type Command = (typeof COMMANDS)[number];
const COMMANDS = ["plan", "create", "destroy"] as const;

async function once(
	controller: Login,
	bare: Bare,
	agentUuid: string,
	n: number,
): Promise<Measured> {
	const size = { applications: Math.ceil(n / 100), microservices: n };
	const floor = {
		create: await take(() => bare.create(size, agentUuid, WIDTH)),
		plan: await take(() => bare.read(size)),
		destroy: await take(() => bare.destroy(size)),
	};
	const project = new Project(controller, agentUuid);
	try {
		project.fleet(size);
		const first = await planned(project.dir);
		const create = await take(() => applied(first.plan));
		const plan = await take(() => planned(project.dir));
		const end = await planned(project.dir, true);
		const destroy = await take(() => applied(end.plan));
		const taken = { plan, create, destroy };
		const resources = size.microservices + size.applications;
		const by = (time: (command: Command) => number) =>
			Object.fromEntries(
				COMMANDS.map((command) => [command, time(command) / resources]),
			) as Times;
		return {
			own: by((command) => taken[command].cpu - floor[command].cpu),
			wall: by((command) => taken[command].wall),
		};
	} finally {
		project.remove();
	}
}

/** How many fleets of a size are measured in a row: small ones take so little that one alone says nothing. */
const fleetsOf = (n: number) => Math.max(1, Math.min(5, Math.ceil(5000 / n)));
const ROUNDS = 3;

/** CPU time of the engine by resource, for fleets that grow by a factor of ten; sizes take turns, as a machine is not always as fast. */
export async function ownWork(
	controller: Login,
	sizes: readonly number[],
): Promise<void> {
	const bare = new Bare(controller);
	const { agentUuid } = await bare.prepare();
	// The compiler has not seen the code yet; what it does meanwhile counts here, and hides what follows.
	const first = [await once(controller, bare, agentUuid, 1000)];
	const all = new Map(sizes.map((n) => [n, [] as Measured[]]));
	const before = slowness();
	for (let round = 0; round < ROUNDS; round++)
		for (const n of sizes)
			for (let i = 0; i < fleetsOf(n); i++)
				all.get(n)?.push(await once(controller, bare, agentUuid, n));
	bare.close();
	const slow = (before + slowness()) / 2;
	table(
		`The engine's own work on the dev Controller: CPU ms by resource beyond a bare client's (medians); on the right divided by how many times slower than ${REFERENCE_START} ms this machine starts Node, to compare machines`,
		[
			"microservices",
			"fleets",
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
		[["1000, first of the process", first] as const, ...all].map(
			([name, fleets]) => {
				const own = (command: Command) =>
					median(fleets.map((one) => one.own[command]));
				return [
					String(name),
					String(fleets.length),
					own("plan"),
					PLAN_LIMIT,
					own("create"),
					own("destroy"),
					APPLY_LIMIT,
					slow,
					...COMMANDS.map((command) => own(command) / slow),
				];
			},
		),
	);
	const wall = (n: number | undefined, command: Command) =>
		median((all.get(n ?? 0) ?? []).map((one) => one.wall[command]));
	table(
		"Time of the engine and the dev Controller by resource in ms (medians), and how it grows with ten times as many",
		[
			"microservices",
			...["no-op plan", "create", "destroy"].flatMap((name) => [
				name,
				"growth",
				"limit",
			]),
		],
		sizes.map((n, i) => [
			String(n),
			...COMMANDS.flatMap((command) => [
				wall(n, command),
				...(i === 0
					? ["", ""]
					: [wall(n, command) / wall(sizes[i - 1], command), GROWTH_LIMIT]),
			]),
		]),
	);
}
