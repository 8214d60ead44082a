import type { Dialect } from "../../../src/core";
import type { TestController } from "../../support/controllers";
import { Dice } from "../../support/dice";
import type { Case, Stack, Step } from "../support/case";
import { agent, withRouter } from "./fleet";

type Values = Record<string, unknown>;
type Blocks = Record<string, Values>;

/** What a stack of a walk has at the moment. */
interface World {
	text: string;
	plain: string;
	secret: string;
	input: number;
	readonly agents: Blocks;
	readonly applications: Blocks;
	readonly microservices: Blocks;
	readonly registries: Blocks;
	many: { keys: readonly string[]; env: string };
	counted: { count: number; description: string };
}

const KEYS = ["x", "y", "z"];

/**
 * A walk from one random fleet to the next: arguments come, change and go, by values, references, locals and sensitive variables, with the meta
 * arguments that go with each. What the engine does otherwise than Terraform on purpose is left out.
 */
class Walk {
	readonly #dice: Dice;
	readonly #world: World;
	#serial = 0;

	constructor(
		readonly seed: number,
		readonly dialect: Dialect,
	) {
		this.#dice = new Dice(seed);
		this.#world = {
			text: "one",
			plain: "v1",
			secret: "s1",
			input: 1,
			agents: {},
			applications: {},
			microservices: {},
			registries: {},
			many: { keys: this.#some(KEYS), env: "a" },
			counted: { count: 1, description: "d" },
		};
		const { agents, applications, registries } = this.#world;
		for (const i of [0, 1]) agents[`e${i}`] = this.#agent(`edge-${i}`);
		for (const i of [0, 1])
			applications[`p${i}`] = this.#application(`app-${i}`);
		if (this.#dice.chance(0.5)) registries.r = this.#registry();
		this.#dice.many(1, 3, () => this.#add());
	}

	steps(): Step[] {
		const steps: Step[] = [{ stack: this.#stack() }];
		const rounds = this.#dice.int(2, 4);
		for (let i = 0; i < rounds; i++) {
			if (this.#dice.chance(0.25)) steps.push(this.#byHand());
			this.#change();
			const stack = this.#stack();
			const target = this.#dice.chance(0.15);
			if (target)
				steps.push({
					stack,
					targets: [this.#address()],
					unfinished: true,
				});
			steps.push({
				stack,
				...(this.#dice.chance(0.15) && { replace: ["terraform_data.t"] }),
			});
		}
		steps.push({ destroy: true });
		return steps;
	}

	#some<T>(list: readonly T[]): T[] {
		return list.filter(() => this.#dice.chance(0.6));
	}

	#maybe(chance: number, name: string, make: () => unknown): Values {
		return this.#dice.chance(chance) ? { [name]: make() } : {};
	}

	#text(): string {
		return this.#dice.pick([
			"a",
			"x y",
			"{{ z }}",
			"é",
			'q"q',
			"${local.text}",
			"${upper(local.text)}",
			"${var.plain}",
			"${var.secret}",
			"${terraform_data.t.output}",
		]);
	}

	#json(): string {
		return this.#dice.pick([
			'{"a":1}',
			'{"b":[1,2.50,"x"]}',
			'{ "a" : 1 }',
			'{"q":"\\"x\\\\"}',
			"${jsonencode({ t = local.text, u = terraform_data.t.output })}",
			"${jsonencode({ s = var.secret })}",
			"{}",
		]);
	}

	#env(): Values {
		return Object.fromEntries(
			this.#some(["A", "B", "C"]).map((name) => [name, this.#text()]),
		);
	}

	#lifecycle(ignorable: string, triggers: boolean): Values {
		const dice = this.#dice;
		return this.#maybe(0.25, "lifecycle", () => ({
			...this.#maybe(0.4, "ignore_changes", () =>
				dice.chance(0.3) ? "all" : [ignorable],
			),
			...(triggers &&
				this.#maybe(0.3, "replace_triggered_by", () => ["terraform_data.t"])),
			...this.#maybe(0.3, "precondition", () => [
				{ condition: '${local.text != "never"}', error_message: "never" },
			]),
		}));
	}

	#agent(name: string): Values {
		const dice = this.#dice;
		return {
			...agent(name, {}, this.dialect),
			...this.#maybe(0.3, "description", () => this.#text()),
			...this.#maybe(0.3, "tags", () => this.#some(["a", "b", "c"])),
			...this.#maybe(0.2, "latitude", () => dice.int(-9, 9) / 4),
			...this.#maybe(0.2, "log_level", () => dice.pick(["INFO", "SEVERE"])),
			...this.#maybe(0.2, "memory_limit", () => dice.int(128, 4000)),
			...this.#maybe(0.2, "change_frequency", () => dice.int(1, 60)),
			...this.#lifecycle("description", false),
		};
	}

	#application(name: string): Values {
		return {
			name,
			...this.#maybe(0.4, "description", () => this.#text()),
			...this.#maybe(0.3, "activated", () => this.#dice.chance(0.5)),
			...this.#lifecycle("description", false),
		};
	}

	#registry(): Values {
		return {
			url: "https://registry.example.com",
			username: this.#text(),
			email: "me@example.com",
			password: "x${var.secret}",
			...this.#maybe(0.4, "public", () => this.#dice.chance(0.5)),
			...this.#lifecycle("username", false),
		};
	}

	#microservice(name: string): Values {
		const dice = this.#dice;
		const external = 8000 + ++this.#serial;
		const home = dice.pick(Object.keys(this.#world.applications));
		const edge = dice.pick(Object.keys(this.#world.agents));
		return {
			name,
			application: `\${iofog_application.${home}.name}`,
			...(dice.chance(0.7)
				? { agent_uuid: `\${iofog_agent.${edge}.uuid}` }
				: { agent_name: `\${iofog_agent.${edge}.name}` }),
			images: { amd64: dice.pick(["nginx:1", "nginx:2"]) },
			...this.#maybe(0.6, "config", () => this.#json()),
			...this.#maybe(0.6, "env", () => this.#env()),
			...this.#maybe(0.3, "command", () => [this.#text(), "b"]),
			...this.#maybe(0.3, "ports", () => [
				{ internal: dice.int(1, 99), external },
			]),
			...this.#maybe(0.3, "volumes", () => [
				{ host: "/h", container: `/c${dice.int(1, 2)}` },
			]),
			...this.#maybe(0.3, "log_size", () => dice.int(1, 20)),
			...this.#maybe(0.2, "rebuild_triggers", () => ({ x: this.#text() })),
			...this.#maybe(0.15, "depends_on", () => ["terraform_data.t"]),
			...(this.dialect === "3.7"
				? {
						...this.#maybe(0.2, "host_network_mode", () => dice.chance(0.5)),
						...this.#maybe(0.2, "cap_add", () =>
							this.#some(["NET_ADMIN", "SYS_TIME"]),
						),
						...this.#maybe(0.2, "schedule", () => dice.int(1, 100)),
						...this.#maybe(0.2, "health_check", () => ({
							test: ["CMD", "true"],
							...this.#maybe(0.5, "interval", () => dice.int(1, 60)),
						})),
					}
				: this.#maybe(0.2, "root_host_access", () => dice.chance(0.5))),
			...this.#lifecycle("images", true),
		};
	}

	#add(): void {
		const name = `m${++this.#serial}`;
		this.#world.microservices[name] = this.#microservice(`micro-${name}`);
	}

	/** Changes one to four things. */
	#change(): void {
		const world = this.#world;
		const dice = this.#dice;
		const one = (blocks: Blocks, change: (name: string) => void) => {
			const names = Object.keys(blocks);
			if (names.length > 0) change(dice.pick(names));
		};
		const again = (blocks: Blocks, make: (name: string) => Values) => () =>
			one(blocks, (key) => {
				blocks[key] = make(String(blocks[key]?.name));
			});
		const { agents, applications, microservices, registries } = world;
		const changes = [
			() => world.input++,
			() => {
				world.text = dice.pick(["one", "two", "three"]);
			},
			() => {
				world.plain = `v${dice.int(1, 3)}`;
			},
			() => {
				world.secret = `s${dice.int(1, 3)}`;
			},
			again(agents, (name) => this.#agent(name)),
			again(applications, (name) => this.#application(name)),
			again(microservices, (name) => this.#microservice(name)),
			again(microservices, (name) =>
				this.#microservice(dice.chance(0.5) ? name : `${name}-new`),
			),
			() =>
				one(microservices, (key) => {
					microservices[key] = { ...microservices[key], env: this.#env() };
				}),
			() => one(microservices, (key) => delete microservices[key]),
			() => this.#add(),
			() => {
				registries.r = this.#registry();
			},
			() => {
				world.many = { keys: this.#some(KEYS), env: this.#text() };
			},
			() => {
				world.counted = {
					count: dice.int(1, 3),
					description: this.#text(),
				};
			},
		];
		dice.many(1, 4, () => dice.pick(changes)());
	}

	/** Somebody changes something by hand, which the same stack puts right. */
	#byHand(): Step {
		const body = this.#dice.pick([
			{ env: [{ key: "HAND", value: "1" }] },
			{ config: '{"hand":1}' },
		]);
		return {
			stack: this.#stack(),
			edit: async (controller) => {
				const found = await firstMicroservice(controller);
				if (found)
					await controller.call("PATCH", `/microservices/${found.uuid}`, {
						iofogUuid: found.iofogUuid,
						logSize: found.logSize,
						...body,
					});
			},
		};
	}

	#address(): string {
		const { microservices, applications } = this.#world;
		return this.#dice.pick([
			"terraform_data.t",
			...Object.keys(microservices).map((key) => `iofog_microservice.${key}`),
			...Object.keys(applications).map((key) => `iofog_application.${key}`),
		]);
	}

	#stack(): Stack {
		const { many, counted, registries, microservices, ...world } = this.#world;
		const resource = {
			terraform_data: { t: { input: `t-${world.input}` } },
			iofog_agent: world.agents,
			iofog_application: {
				...world.applications,
				counted: { ...counted, name: "n-${count.index}" },
			},
			...(registries.r && { iofog_registry: registries }),
			iofog_microservice: {
				...microservices,
				many: {
					for_each: `\${toset(${JSON.stringify(many.keys)})}`,
					name: "many-${each.key}",
					application: "${iofog_application.p0.name}",
					agent_uuid: "${iofog_agent.e0.uuid}",
					images: { amd64: "nginx:1" },
					env: { K: "${each.value}", T: many.env },
				},
			},
		};
		const output = Object.fromEntries(
			Object.keys(microservices).map((key) => [
				key,
				{
					value: `\${iofog_microservice.${key}.${key.length % 2 ? "uuid" : "env"}}`,
					sensitive: true,
				},
			]),
		);
		// What follows changes the world in place.
		return structuredClone({
			variable: {
				plain: { default: world.plain },
				secret: { default: world.secret, sensitive: true },
			},
			locals: { text: world.text },
			resource,
			...(Object.keys(output).length > 0 && { output }),
		});
	}
}

interface Found {
	readonly uuid: string;
	readonly name: string;
	readonly iofogUuid: string;
	readonly logSize: number;
}

/** The microservice whose name comes first. */
async function firstMicroservice({
	call,
}: TestController): Promise<Found | undefined> {
	const { body } = await call("GET", "/application");
	const { applications } = body as {
		applications: { microservices: Found[] }[];
	};
	return applications
		.flatMap(({ microservices }) => microservices)
		.sort((a, b) => (a.name < b.name ? -1 : 1))[0];
}

/** Random walks; a seed gives the same walk each time. */
export const walks = (seeds: readonly number[]): Case[] =>
	seeds.map((seed) => {
		const dialect = seed % 2 ? "3.7" : "3.0";
		return {
			name: `walk ${seed} on ${dialect}`,
			dialect,
			before: withRouter,
			steps: new Walk(seed, dialect).steps(),
		};
	});
