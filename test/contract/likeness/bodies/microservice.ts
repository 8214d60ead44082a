import { config, text } from "../values";
import type { World } from "../world";
import { images, port, volume } from "./microservice-parts";
import { some } from "./some";

type Body = Record<string, unknown>;

function address(world: World): string {
	const { dice } = world;
	const odd = world.calm ? 0 : 1;
	const local = () => {
		const { application, name } = world.microservice();
		return name === "nope"
			? "10.0.0.8"
			: `\${Apps.${application}.${name}.local}`;
	};
	return dice.weighted([
		[4, "10.0.0.9"],
		[odd, "${Apps"],
		[2, `\${Agents.${world.agent().name}}`],
		[
			odd * 2,
			`\${Apps.${world.microservice().application}.${world.microservice().name}.local}`,
		],
		[2, local()],
		[
			odd,
			`\${Apps.${world.application()}.${world.microservice().name}.public.5000}`,
		],
		[odd, "${Bogus.x}"],
		[0.5, ""],
	]);
}

/** Members of a microservice that may stand in a create, an update or an application. */
export function microserviceExtras(world: World, p: number): Body {
	const { dice } = world;
	const word = (list: string[]) => () => dice.many(0, 3, () => dice.pick(list));
	return {
		...some(
			world,
			{
				config: () => config(dice),
				env: () =>
					dice.many(0, 3, () => ({
						key: dice.pick(["A", "B", "PATH", "a b", ""]),
						value: text(dice),
					})),
				cmd: () =>
					dice.many(0, 3, () =>
						dice.weighted([
							[3, dice.pick(["-c", "run", "--x=1"])],
							[1, text(dice)],
						]),
					),
				ports: () => dice.many(0, 3, () => port(world)),
				volumeMappings: () => dice.many(0, 3, () => volume(world)),
				logSize: () => dice.pick([0, 1, 5, 50, 1000]),
			},
			p,
		),
		...some(
			world,
			{
				extraHosts: () =>
					dice.many(0, 2, () => ({
						name: dice.pick(["h1", "h2", "x.y"]),
						address: address(world),
					})),
				rebuild: () => dice.chance(0.5),
				imageSnapshot: () => dice.pick(["get_image", ""]),
				...(world.is30
					? {
							rootHostAccess: () => dice.chance(0.5),
							routes: () =>
								dice.pick([[], ["nope"], [world.microservice().uuid]]),
						}
					: {
							rootHostAccess: () => dice.chance(0.5),
							hostNetworkMode: () => dice.chance(0.5),
							isPrivileged: () => dice.chance(0.5),
							annotations: () => config(dice),
							capAdd: word(["NET_ADMIN", "SYS_TIME"]),
							capDrop: word(["ALL", "MKNOD"]),
							cdiDevices: word(["nvidia.com/gpu=all"]),
							runAsUser: () => dice.pick(["", "1000", "root"]),
							platform: () => dice.pick(["", "linux/amd64"]),
							runtime: () => dice.pick(["", "runc"]),
							cpuSetCpus: () => dice.pick(["", "0-1"]),
							pidMode: () => dice.pick(["", "host"]),
							ipcMode: () => dice.pick(["", "host"]),
							memoryLimit: () => dice.pick([0, 64, 1024]),
							schedule: () =>
								dice.pick(world.calm ? [6, 50, 100] : [0, 5, 6, 50, 100, 101]),
							healthCheck: () =>
								dice.pick<unknown>([
									{},
									{ test: [] },
									{ test: ["CMD", "x"], interval: 5, timeout: 2, retries: 3 },
									{ test: ["NONE"], startPeriod: 1, startInterval: 2 },
									{ interval: 3 },
								]),
							serviceAccount: () =>
								dice.pick<unknown>([
									{},
									{ roleRef: { kind: "Role", name: "microservice" } },
									{ roleRef: { kind: "Role", name: "admin" } },
									...(world.calm
										? []
										: [
												{ roleRef: { kind: "Role", name: "nope" } },
												{ bogus: 1 },
											]),
								]),
						}),
			},
			p / 2.5,
		),
	};
}

/** The agent of a microservice: by name, by uuid, both, or unknown. */
export function placement(world: World): Body {
	const agent = world.agent(0.03);
	return world.dice.weighted<Body>([
		[6, { agentName: agent.name }],
		[3, { iofogUuid: agent.uuid }],
		[0.5, { agentName: agent.name, iofogUuid: world.agent().uuid }],
		[world.calm ? 0 : 0.3, {}],
	]);
}

/** A microservice to create, from images or a catalog item. */
export function microservice(
	world: World,
	name: string,
	application?: string,
): Body {
	const { dice } = world;
	const source: Body = dice.weighted<() => Body>([
		[8, () => ({ images: images(world) })],
		[
			world.calm && world.catalogItems.length === 0 ? 0 : 1.2,
			() => ({
				catalogItemId: world.known(world.catalogItems, "⟦0.none|9999⟧", 0.1),
			}),
		],
		[
			world.calm ? 0 : 0.4,
			() => ({
				images: images(world),
				catalogItemId: world.known(world.catalogItems, "⟦0.none|9999⟧", 0.1),
			}),
		],
	])();
	return {
		name,
		...(application === undefined ? {} : { application }),
		...placement(world),
		...source,
		...(dice.chance(0.35)
			? {
					registryId: dice.pick<unknown>([
						0,
						1,
						2,
						...(world.calm ? [] : [9999]),
						...world.registries,
					]),
				}
			: {}),
		...microserviceExtras(world, 0.3),
	};
}
