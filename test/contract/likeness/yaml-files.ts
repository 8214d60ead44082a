import type { World } from "./world";

const images = (world: World): string =>
	world.dice.pick([
		`      images: { x86: "nginx:1.25", arm: "arm/nginx:1.25", registry: remote }`,
		`      images: { x86: "nginx:1.25", arm: "arm/nginx" }`,
		`      images: { x86: "a", arm: "b", registry: 2 }`,
		`      images: { x86: "a", arm: "b", registry: local }`,
		...(world.calm ? [] : [`      images: { catalogId: 9999 }`]),
	]);

function microservice(world: World, name: string): string {
	const { dice } = world;
	return [
		`    - name: ${name}`,
		`      agent: { name: "${world.agent(0.03).name}" }`,
		images(world),
		dice.chance(0.6)
			? `      config: ${dice.pick([`{ a: 1, b: [x, "y"] }`, "{}", `"text"`, `{ q: 'say "hi"' }`])}`
			: "",
		dice.chance(0.8)
			? [
					"      container:",
					dice.chance(0.5)
						? `        ports: [{ internal: ${dice.int(80, 85)}, external: ${dice.int(5100, 5130)} }]`
						: "        rootHostAccess: false",
					dice.chance(0.4)
						? `        volumes: [{ hostDestination: /v, containerDestination: /w, accessMode: rw }]`
						: "",
					dice.chance(0.5)
						? `        env: [{ key: N, value: 5 }, { key: T, value: true }]`
						: "",
					dice.chance(0.4) ? `        commands: ["-a", "b"]` : "",
				].join("\n")
			: "",
	]
		.filter((line) => line !== "")
		.join("\n");
}

/** An uploaded application file: mostly right, sometimes of another kind, without a spec or not YAML. */
export function applicationFile(world: World, name: string): string {
	const { dice } = world;
	return dice.weighted<() => string>([
		[
			6,
			() =>
				[
					"apiVersion: iofog.org/v3",
					"kind: Application",
					"metadata:",
					`  name: ${name}`,
					"spec:",
					dice.chance(0.3)
						? `  description: "from yaml"`
						: "  isActivated: false",
					"  microservices:",
					...dice.many(1, 2, (index) => microservice(world, `y${index}`)),
					...(world.is30 && dice.chance(0.4)
						? ["  routes:", "    - { name: yr, from: y0, to: y1 }"]
						: []),
				].join("\n"),
		],
		[
			world.calm ? 0 : 1,
			() => `kind: Foo\nmetadata: { name: ${name} }\nspec: {}\n`,
		],
		[
			world.calm ? 0 : 0.7,
			() => `kind: Application\nmetadata: { name: ${name} }\n`,
		],
		[0.7, () => "kind: [unclosed\n  : :"],
		[
			world.calm ? 0 : 0.5,
			() => `kind: Application\nmetadata: { name: ${name} }\nspec: {}\n`,
		],
		[0.3, () => ""],
	])();
}

/** An uploaded microservice file. */
export function microserviceFile(world: World, name: string): string {
	const { dice } = world;
	const inner = microservice(world, "ignored")
		.split("\n")
		.slice(1)
		.map((line) => line.replace(/^ {4}/, ""))
		.join("\n");
	return dice.weighted<() => string>([
		[
			6,
			() =>
				[
					"apiVersion: iofog.org/v3",
					"kind: Microservice",
					"metadata:",
					`  name: ${name}`,
					"spec:",
					dice.chance(0.8) ? `  application: ${world.application(0.05)}` : "",
					inner,
				]
					.filter((line) => line !== "")
					.join("\n"),
		],
		[
			world.calm ? 0 : 1,
			() => `kind: Foo\nmetadata: { name: ${name} }\nspec: {}\n`,
		],
		[
			world.calm ? 0 : 0.6,
			() => `kind: Microservice\nmetadata: { name: a/b/c }\nspec: {}\n`,
		],
		[
			world.calm ? 0 : 0.6,
			() => `kind: Microservice\nmetadata: { name: ${name} }\n`,
		],
		[0.4, () => "{ not: yaml"],
	])();
}

/** An uploaded application template file. */
export function templateFile(world: World, name: string): string {
	const { dice } = world;
	return dice.weighted<() => string>([
		[
			6,
			() =>
				[
					"apiVersion: iofog.org/v3",
					"kind: ApplicationTemplate",
					"metadata:",
					`  name: ${name}`,
					"spec:",
					"  description: yaml template",
					"  variables:",
					"    - { key: port, description: p, defaultValue: 25085 }",
					`    - { key: ag, defaultValue: "${world.agent(0.03).name}" }`,
					"  application:",
					"    microservices:",
					"      - name: tm",
					`        agent: { name: "{{ag}}" }`,
					`        images: { x86: a, arm: b }`,
					`        config: { p: "{{port}}" }`,
				].join("\n"),
		],
		[
			world.calm ? 0 : 1,
			() => `kind: Application\nmetadata: { name: ${name} }\nspec: {}\n`,
		],
		[
			world.calm ? 0 : 0.7,
			() => `kind: ApplicationTemplate\nmetadata: { name: ${name} }\n`,
		],
		[
			0.7,
			() =>
				`kind: ApplicationTemplate\nmetadata: { name: ${name} }\nspec: { application: {} }\n`,
		],
	])();
}
