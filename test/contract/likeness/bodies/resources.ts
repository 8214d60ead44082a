import { config, text } from "../values";
import type { World } from "../world";
import { images } from "./microservice-parts";
import { some } from "./some";

type Body = Record<string, unknown>;

/** A registry. */
export function registry(world: World): Body {
	const { dice } = world;
	return {
		url: dice.weighted([
			[4, dice.pick(["reg.example.com", "https://r.io/v2"])],
			[1, text(dice)],
		]),
		isPublic: dice.chance(0.5),
		username: dice.pick(["u1", "üser", "a b"]),
		password: dice.pick(["pw", "", "p{{x}}"]),
		email: dice.pick([
			"a@b.co",
			"first.last@example.org",
			...(world.calm ? [] : ["nope", "a@b"]),
		]),
		...some(
			world,
			{
				requiresCert: () => dice.chance(0.6),
				certificate: () => dice.pick(["-----BEGIN", ""]),
			},
			0.25,
		),
	};
}

/** A catalog item. */
export function catalogItem(world: World, name: string): Body {
	const { dice } = world;
	return {
		name,
		registryId: dice.pick<unknown>([
			1,
			1,
			2,
			...(world.calm ? [] : [0, 9999]),
			...world.registries,
		]),
		images: images(world),
		...some(
			world,
			{
				description: () => text(dice),
				category: () => dice.pick(["UTILITIES", "SYSTEM", "x"]),
				publisher: () =>
					dice.pick(["me", ...(world.calm ? [] : ["Eclipse ioFog", ""])]),
				diskRequired: () => dice.pick([0, 100]),
				ramRequired: () => dice.pick([0, 64]),
				picture: () => dice.pick(["none.png", ""]),
				isPublic: () => dice.chance(0.5),
				configExample: () => config(dice),
				inputType: () =>
					dice.pick<unknown>([
						{},
						{ infoType: "t", infoFormat: "f" },
						{ infoType: "only" },
					]),
				outputType: () =>
					dice.pick<unknown>([{}, { infoType: "o", infoFormat: "g" }]),
			},
			0.3,
		),
	};
}

/** An edge resource apart from its name and version. */
export function edgeResource(world: World): Body {
	const { dice } = world;
	const endpoint = () => ({
		name: dice.pick(["get", "set"]),
		method: dice.pick(["GET", "PUT", "DELETE"]),
		url: dice.pick(["/x", "/y/{id}"]),
		...some(
			world,
			{
				description: () => text(dice),
				requestType: () => "json",
				responseType: () => "json",
				requestPayloadExample: () => "{}",
				responsePayloadExample: () => "{}",
			},
			0.3,
		),
	});
	return {
		...(world.calm || dice.chance(0.9)
			? {
					interfaceProtocol: dice.pick([
						"http",
						"https",
						"ws",
						"wss",
						...(world.calm ? [] : ["mqtt"]),
					]),
				}
			: {}),
		...(world.calm || dice.chance(0.85)
			? { interface: { endpoints: dice.many(0, 2, endpoint) } }
			: {}),
		...some(
			world,
			{
				description: () => text(dice),
				display: () =>
					dice.pick<unknown>([
						{},
						{ name: "N", icon: "i", color: "#ff0000" },
						{ color: "bad" },
						{ color: "" },
					]),
				custom: () => dice.pick<unknown>([{}, { a: 1, b: { c: "x" } }]),
				orchestrationTags: () =>
					dice.pick<unknown>([[], ["smart"], ["smart", "door"], ["t1"]]),
			},
			0.5,
		),
	};
}

/** An application template's content. */
export function template(world: World): Body {
	const { dice } = world;
	const agent = world.agent().name;
	return {
		...some(world, { description: () => text(dice) }, 0.5),
		...(dice.chance(0.8)
			? {
					variables: dice.pick<unknown>([
						[],
						[
							{ key: "port", description: "d", defaultValue: 25080 },
							{ key: "ag", defaultValue: agent },
						],
						[{ key: "ag", defaultValue: agent }, { key: "port" }],
						[
							{ key: "obj", defaultValue: { a: [1] } },
							{ key: "no", defaultValue: false },
							{ key: "port", defaultValue: "25090" },
						],
						...(world.calm ? [] : [[{ key: "BAD_KEY" }]]),
					]),
				}
			: {}),
		...(dice.chance(0.85)
			? {
					application: dice.pick<unknown>([
						{},
						{ description: "td", microservices: [] },
						{
							microservices: [
								{
									name: "tm",
									agentName: "{{ag}}",
									images: [
										{ containerImage: "nginx", fogTypeId: 1 },
										{ containerImage: "nginx", fogTypeId: 2 },
									],
									config: `{"p":"{{port}}"}`,
									ports: [{ internal: 80, external: "{{port}}" }],
									env: [{ key: "P", value: "{{port | toString}}" }],
								},
							],
							...(world.is30 ? { routes: [] } : {}),
						},
						{
							microservices: [
								{
									name: "tm",
									agentName: agent,
									images: [
										{ containerImage: "a{{port}}", fogTypeId: 1 },
										{ containerImage: "b", fogTypeId: 2 },
									],
								},
							],
						},
					]),
				}
			: {}),
	};
}
