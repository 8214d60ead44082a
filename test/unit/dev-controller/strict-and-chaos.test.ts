import type { Dialect } from "../../../src/dev-controller/dialect";
import { agent, DIALECTS, type Lab, lab, microservice } from "./support";

// Calls that are sent at once arrive within this time on a loaded machine, too.
const CROSSING_MS = 300;

/** Everything that the Controller holds, by the kind of row. */
function everything({ controller }: Lab): string {
	const { world } = controller;
	return JSON.stringify(
		[
			world.agents,
			world.applications,
			world.microservices,
			world.tags,
			world.routes,
			world.routers,
			world.volumeMounts,
			world.changes,
		].map((table) => table.all()),
	);
}

/** Calls that fail after they have changed something. */
const PARTIAL: Record<
	string,
	{
		only?: Dialect;
		call: (uuid: string, edge: string) => [string, string, object];
	}
> = {
	"an agent without a host": {
		only: "3.0",
		call: () => ["POST", "/iofog", { name: "half", fogType: 1, tags: ["t"] }],
	},
	"a microservice with the same port twice": {
		only: "3.0",
		call: (_, edge) => [
			"POST",
			"/microservices",
			{
				...microservice("half", "a", edge),
				ports: [
					{ internal: 80, external: 8080 },
					{ internal: 80, external: 8080 },
				],
			},
		],
	},
	"new images for another architecture": {
		call: (uuid, edge) => [
			"PATCH",
			`/microservices/${uuid}`,
			{
				iofogUuid: edge,
				env: [{ key: "A", value: "1" }],
				images: [{ containerImage: "arm:1", fogTypeId: 2 }],
			},
		],
	},
	"an application with one microservice too many": {
		call: (_, edge) => [
			"PUT",
			"/application/a",
			{
				name: "a",
				description: "changed",
				microservices: [
					{ ...microservice("fine", "a", edge), application: undefined },
					{ ...microservice("bad", "a", "nowhere"), application: undefined },
				],
			},
		],
	},
};

describe.each(DIALECTS)("on %s", (dialect) => {
	async function prepared(strict: boolean) {
		const opened = await lab(dialect, { strict });
		const edge = await agent(opened);
		await opened.call("POST", "/application", { name: "a" });
		const { body } = await opened.call(
			"POST",
			"/microservices",
			microservice("m", "a", edge),
		);
		return { opened, edge, uuid: body.uuid as string };
	}

	test.each(
		Object.entries(PARTIAL).filter(([, { only }]) => !only || only === dialect),
	)(
		"%s leaves something behind, and nothing where calls are strict",
		async (_, { call }) => {
			for (const strict of [false, true]) {
				const { opened, edge, uuid } = await prepared(strict);
				const before = everything(opened);
				const { status } = await opened.call(...call(uuid, edge));
				expect(status).toBeGreaterThanOrEqual(400);
				if (!strict) {
					expect(everything(opened)).not.toBe(before);
					continue;
				}
				expect(everything(opened)).toBe(before);
				// What is taken back is found by its keys again.
				const { body } = await opened.call("GET", "/application/a");
				expect(body.microservices).toMatchObject([{ name: "m", uuid }]);
			}
		},
	);

	const answers = async (
		count: number,
		call: () => ReturnType<Lab["call"]>,
	) => {
		const all = await Promise.all(Array.from({ length: count }, call));
		const found: Record<string, number> = {};
		for (const { status, body } of all) {
			const key = status < 300 ? `${status}` : `${status} ${body.name}`;
			found[key] = (found[key] ?? 0) + 1;
		}
		return found;
	};
	const unique = "500 SequelizeUniqueConstraintError";

	test("names and ports are given twice in chaos, as on the real ones, and not without", async () => {
		for (const chaos of [true, false]) {
			const opened = await lab(dialect, { chaos: chaos && CROSSING_MS });
			const edge = await agent(opened);
			await opened.call("POST", "/application", { name: "a" });
			const { world } = opened.controller;

			const applications = await answers(5, () =>
				opened.call("POST", "/application", { name: "same" }),
			);
			const rows = world.applications.by("name", "same").length;
			const agents = await answers(4, () =>
				opened.call("POST", "/iofog", { name: "twin", fogType: 1, host: "h" }),
			);
			const microservices = await answers(6, () =>
				opened.call("POST", "/microservices", microservice("m", "a", edge)),
			);
			const stored = world.microservices
				.all()
				.filter(({ name }) => name === "m").length;
			let i = 0;
			const ports = await answers(5, () =>
				opened.call("POST", "/microservices", {
					...microservice(`p${i++}`, "a", edge),
					ports: [{ internal: 80, external: 8088 }],
				}),
			);
			if (!chaos) {
				expect(rows).toBe(1);
				expect(stored).toBe(1);
				expect(agents).toEqual({ "201": 1, "400 ValidationError": 3 });
				expect(ports).toEqual({ "201": 1, "400 ValidationError": 4 });
				continue;
			}
			expect(applications).toEqual(
				dialect === "3.0" ? { "201": 5 } : { "201": 1, [unique]: 4 },
			);
			expect(rows).toBe(dialect === "3.0" ? 5 : 1);
			expect(agents).toEqual({ "201": 4 });
			expect(microservices).toEqual({ "201": 1, [unique]: 5 });
			expect(stored).toBe(dialect === "3.0" ? 1 : 6);
			expect(ports).toEqual({ "201": 5 });
			// One after the other nothing crosses.
			const late = await opened.call("POST", "/application", { name: "same" });
			expect(late.body.name).toBe("DuplicatePropertyError");
		}
	});

	test("variables that are set at the same time mix in chaos", async () => {
		const opened = await lab(dialect, { chaos: CROSSING_MS });
		const edge = await agent(opened);
		await opened.call("POST", "/application", { name: "a" });
		const { body } = await opened.call("POST", "/microservices", {
			...microservice("m", "a", edge),
			env: [{ key: "OLD", value: "0" }],
		});
		const set = (key: string) =>
			opened.call("PATCH", `/microservices/${body.uuid}`, {
				iofogUuid: edge,
				env: [{ key, value: "1" }],
			});
		const keys = async () => {
			const { body: live } = await opened.call(
				"GET",
				`/microservices/${body.uuid}`,
			);
			return live.env.map((one: { key: string }) => one.key).sort();
		};
		await Promise.all([set("A"), set("B"), set("C")]);
		expect(await keys()).toEqual(["A", "B", "C"]);
		await set("D");
		expect(await keys()).toEqual(["D"]);
	});
});
