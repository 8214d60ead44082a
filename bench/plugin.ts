import { Bare } from "./bare";
import { applied, planned } from "./engine";
import { median, table, take } from "./measure";
import { handshakes } from "./plugin-start";
import { microserviceOf, Project, type Size } from "./stack";
import { type Command, Folder } from "./terraform";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

/** The plugin as Terraform runs it: its starts, its own work and memory, its calls, and the engine beside it. */
export async function plugin(
	login: Login,
	size: Size,
	large: number,
	rounds: number,
): Promise<void> {
	await handshakes(15);
	await starts(login, 10);
	const bare = new Bare(login);
	const { agentUuid } = await bare.prepare();
	const folders = {
		ours: new Folder(),
		floor: new Folder(),
		empty: new Folder(),
	};
	try {
		await fleet({ login, agentUuid, size, rounds, bare, ...folders });
		await memory({ login, agentUuid, ours: folders.ours }, large);
	} finally {
		bare.close();
		folders.ours.remove();
		folders.floor.remove();
		folders.empty.remove();
	}
}

const provider = (login: Login) => ({ provider: { iofog: { ...login } } });

/** One application, or one `terraform_data`: what is left between them are two starts of the plugin. */
async function starts(login: Login, rounds: number): Promise<void> {
	const ours = new Folder();
	const floor = new Folder();
	try {
		await ours.write({
			...provider(login),
			resource: { iofog_application: { one: { name: "bench-one" } } },
		});
		await floor.write({
			resource: { terraform_data: { one: { input: "x" } } },
		});
		const walls: Record<string, number[]> = { ours: [], floor: [], node: [] };
		for (let i = 0; i < rounds; i++) {
			walls.floor?.push((await floor.run("validate")).wall);
			walls.ours?.push((await ours.run("validate")).wall);
		}
		const [mine, least] = [median(walls.ours ?? []), median(walls.floor ?? [])];
		table(
			`terraform validate, two starts (medians of ${rounds})`,
			["", "without a plugin ms", "with it ms", "a start ms", "limit ms"],
			[
				[
					"one resource",
					least,
					mine,
					(mine - least) / 2,
					"110 where node -e 0 takes 40",
				],
			],
		);
	} finally {
		ours.remove();
		floor.remove();
	}
}

interface Fleet {
	readonly login: Login;
	readonly agentUuid: string;
	readonly size: Size;
	readonly rounds: number;
	readonly bare: Bare;
	readonly ours: Folder;
	readonly floor: Folder;
	/** Nothing is ever applied in it. */
	readonly empty: Folder;
}

/** The same microservices by for_each, as a configuration of Terraform. */
function ofPlugin(
	{ login, agentUuid }: Pick<Fleet, "login" | "agentUuid">,
	size: Size,
) {
	const { image } = microserviceOf(size, 0);
	return {
		...provider(login),
		...instances(size.microservices),
		resource: {
			iofog_application: {
				a: { count: size.applications, name: "bench-$" + "{count.index}" },
			},
			iofog_microservice: {
				m: {
					for_each: "$" + "{local.all}",
					name: `ms-${key}`,
					application: `\${iofog_application.a[tonumber(each.key) % ${size.applications}].name}`,
					agent_uuid: agentUuid,
					images: { amd64: image },
					env: { INDEX: key, ROLE: "worker" },
				},
			},
		},
	};
}

/** As many `terraform_data` with the same arguments: what Terraform itself takes. */
function ofTerraform(size: Size) {
	return {
		...instances(size.microservices),
		resource: {
			terraform_data: {
				a: { count: size.applications, input: { name: "bench" } },
				m: {
					for_each: "$" + "{local.all}",
					input: {
						name: `ms-${key}`,
						application: `\${terraform_data.a[tonumber(each.key) % ${size.applications}].input.name}`,
						images: { amd64: "nginx:1.27" },
						env: { INDEX: key, ROLE: "worker" },
					},
				},
			},
		},
	};
}

const key = "$" + "{each.key}";
// A set that is written into for_each itself is made anew for every instance, which takes Terraform ten times as long.
const instances = (count: number) => ({
	locals: { all: `\${{ for i in range(${count}) : tostring(i) => i }}` },
});

const APPROVED = ["-auto-approve"];

/** Milliseconds of {@link loaded} on the machine of the study that the limits come from. */
const REFERENCE_PLAN = 2500;

/**
 * How many times slower this machine is at the moment than the one of that study, while Terraform keeps all of its cores busy, as it does
 * around a plugin: a Node that is started by itself runs up to twice as fast.
 */
async function loaded(empty: Folder): Promise<number> {
	await empty.write({
		...instances(1000),
		resource: {
			terraform_data: { m: { for_each: "$" + "{local.all}", input: key } },
		},
	});
	return (await empty.run("plan")).wall / REFERENCE_PLAN;
}

async function fleet(at: Fleet): Promise<void> {
	const { ours, floor, empty, size, rounds, bare } = at;
	const one = { applications: 1, microservices: 1 };
	const times: Record<string, number[]> = {};
	const cpu: Record<string, number[]> = {};
	const note = (
		into: Record<string, number[]>,
		name: string,
		value: number,
	) => {
		into[name] ??= [];
		into[name].push(value);
	};
	let calls: readonly string[] = [];
	const slow: Record<string, number[]> = {};
	const project = new Project(at.login, at.agentUuid);
	for (let round = 0; round < rounds; round++) {
		await ours.write(ofPlugin(at, one));
		note(cpu, "start, new", sum(await ours.run("plan", [], { probe: true })));
		await ours.run("apply", APPROVED);
		note(cpu, "start, no-op", sum(await ours.run("plan", [], { probe: true })));
		await ours.run("destroy", APPROVED);

		await floor.write(ofTerraform(size));
		note(times, "floor create", (await floor.run("apply", APPROVED)).wall);
		await ours.write(ofPlugin(at, size));
		note(slow, "new", await loaded(empty));
		note(cpu, "new", sum(await ours.run("plan", [], { probe: true })));
		note(slow, "new", await loaded(empty));
		note(times, "create", (await ours.run("apply", APPROVED)).wall);

		note(times, "floor no-op plan", (await floor.run("plan")).wall);
		note(times, "no-op plan", (await ours.run("plan")).wall);
		note(times, "reads", (await take(() => bare.read(size))).wall);
		note(slow, "no-op", await loaded(empty));
		note(cpu, "no-op", sum(await ours.run("plan", [], { probe: true })));
		note(slow, "no-op", await loaded(empty));
		const logged = await ours.run("plan", [], {
			env: { TF_LOG_PROVIDER: "DEBUG" },
		});
		calls = callsIn(logged.text);

		note(times, "floor destroy", (await floor.run("destroy", APPROVED)).wall);
		note(times, "destroy", (await ours.run("destroy", APPROVED)).wall);

		project.fleet(size);
		const first = await planned(project.dir);
		note(times, "engine create", (await take(() => applied(first.plan))).wall);
		note(
			times,
			"engine no-op plan",
			(await take(() => planned(project.dir))).wall,
		);
		const last = await planned(project.dir, true);
		note(times, "engine destroy", (await take(() => applied(last.plan))).wall);
	}
	project.remove();
	print(at, { times, cpu, calls, slow });
}

const sum = ({ plugins }: Command) =>
	plugins.reduce((all, p) => all + p.cpu, 0);

/** The calls to the Controller in a log of level debug. */
function callsIn(log: string): string[] {
	return log.split("\n").flatMap((line) => {
		const found = /provider\.\S+: ((?:GET|POST|PATCH|PUT|DELETE) \/\S*)/.exec(
			line,
		);
		return found ? [found[1] as string] : [];
	});
}

function print(
	{ size, rounds }: Fleet,
	{
		times,
		cpu,
		calls,
		slow,
	}: {
		times: Record<string, number[]>;
		cpu: Record<string, number[]>;
		calls: readonly string[];
		slow: Record<string, number[]>;
	},
): void {
	const count = size.microservices + size.applications;
	const at = (name: string) => median(times[name] ?? []);
	const own = (name: string) =>
		(median(cpu[name] ?? []) - median(cpu[`start, ${name}`] ?? [])) / count;
	const what = `${size.microservices} microservices in ${size.applications} applications`;
	table(
		`Plugin, CPU ms per resource, starts subtracted: ${what} (medians of ${rounds}); on the right divided by how many times slower than ${REFERENCE_PLAN} ms this machine plans 1,000 terraform_data, to compare machines`,
		["", "ms", "limit", "slower", "ms / slower"],
		[
			["new", "new plan", "1.00"] as const,
			["no-op", "no-op plan", "1.50"] as const,
		].map(([name, text, limit]) => {
			const by = median(slow[name] ?? []);
			return [text, own(name), limit, by, own(name) / by];
		}),
	);
	const floor = at("floor no-op plan");
	table(
		`terraform plan without changes: ${what} (medians of ${rounds})`,
		[
			"",
			"terraform_data ms",
			"reads ms",
			"ours ms",
			"ratio",
			"limit",
			"calls",
			"limit",
		],
		[
			[
				"for_each",
				floor,
				at("reads"),
				at("no-op plan"),
				(at("no-op plan") - at("reads")) / floor,
				"2.20",
				String(calls.length),
				String(size.applications + 6),
			],
		],
	);
	table(
		`Terraform beside the engine: ${what} (medians of ${rounds})`,
		[
			"",
			"terraform_data ms",
			"Terraform ms",
			"engine ms",
			"Terraform / engine",
		],
		["no-op plan", "create", "destroy"].map((name) => [
			name,
			at(`floor ${name}`),
			at(name),
			at(`engine ${name}`),
			at(name) / at(`engine ${name}`),
		]),
	);
}

/** Peak memory of the plugin for many resource instances; the engine creates them, as Terraform would take minutes. */
async function memory(
	at: Pick<Fleet, "login" | "agentUuid" | "ours">,
	count: number,
): Promise<void> {
	const size = { applications: 50, microservices: count };
	const project = new Project(at.login, at.agentUuid);
	const folder = new Folder();
	try {
		project.fleet(size);
		const peaks: Record<string, number> = {};
		await folder.adopt(project);
		const peakOf = ({ plugins }: Command) =>
			Math.max(...plugins.map((p) => p.peak));
		peaks["new plan"] = peakOf(await folder.run("plan", [], { probe: true }));
		await applied((await planned(project.dir)).plan);
		peaks["no-op plan"] = peakOf(await folder.run("plan", [], { probe: true }));
		await applied((await planned(project.dir, true)).plan);
		table(
			`Plugin, peak memory in MB: ${count} microservices in ${size.applications} applications`,
			["", "MB", "limit"],
			Object.entries(peaks).map(([name, peak]) => [name, peak, "120"]),
		);
	} finally {
		project.remove();
		folder.remove();
	}
}
