import { UNKNOWN } from "../../../src/core";
import type { Values } from "../../../src/provider";
import { planOf } from "../../support/plan";

const web = {
	name: "web",
	application: "shop",
	agent_uuid: "a1",
	images: { amd64: "nginx:1.27" },
};

/** The state after creating from a configuration. */
function stateOf(type: string, config: Values, dialect: "3.0" | "3.7") {
	const { planned } = planOf(type, config, null, { dialect });
	return Object.fromEntries(
		Object.entries(planned as Values).map(([k, v]) => [
			k,
			v === UNKNOWN ? null : v,
		]),
	);
}

describe.each(["3.0", "3.7"] as const)("on Controllers %s", (dialect) => {
	const other = dialect === "3.0" ? "3.7" : "3.0";

	it("a create plans defaults of the dialect, unknown identity, null for what the dialect lacks", () => {
		const { planned, diagnostics } = planOf("iofog_microservice", web, null, {
			dialect,
		});
		expect(diagnostics).toEqual([]);
		expect(planned).toMatchObject({
			uuid: UNKNOWN,
			config: "{}",
			env: {},
			ports: [],
			log_size: 1,
			registry_id: 1,
			root_host_access: dialect === "3.0" ? false : null,
			schedule: dialect === "3.7" ? 50 : null,
			public_links: {},
		});
	});

	it("the state of a create, planned again, changes nothing", () => {
		const prior = { ...stateOf("iofog_microservice", web, dialect), uuid: "u" };
		const { planned, requiresReplace } = planOf(
			"iofog_microservice",
			web,
			prior,
			{ dialect },
		);
		expect(planned).toEqual(prior);
		expect(requiresReplace).toEqual([]);
	});

	it("an argument that the dialect lacks is an error that names both", () => {
		const argument = dialect === "3.0" ? "privileged" : "root_host_access";
		const { diagnostics } = planOf(
			"iofog_microservice",
			{ ...web, [argument]: true },
			null,
			{ dialect },
		);
		expect(diagnostics).toMatchObject([
			{ severity: "error", path: [argument] },
		]);
		expect(diagnostics[0]?.detail).toContain(`Controllers ${other} only`);
	});

	it("a rename replaces on 3.7 and updates on 3.0", () => {
		const prior = { ...stateOf("iofog_microservice", web, dialect), uuid: "u" };
		const { requiresReplace } = planOf(
			"iofog_microservice",
			{ ...web, name: "web2" },
			prior,
			{ dialect },
		);
		expect(requiresReplace).toEqual(dialect === "3.7" ? [["name"]] : []);
	});
});

describe("a Controller that is not known yet", () => {
	it("plans what differs by dialect as unknown, and checks no dialect", () => {
		const { planned, diagnostics } = planOf("iofog_microservice", {
			...web,
			privileged: true,
			root_host_access: true,
		});
		expect(diagnostics).toEqual([]);
		expect(planned).toMatchObject({ schedule: UNKNOWN, privileged: true });
	});
});

describe("microservice", () => {
	const dialect = "3.7" as const;
	const prior = {
		...stateOf("iofog_microservice", web, dialect),
		uuid: "u",
	};

	it.each([
		["another application", { application: "other" }, [["application"]]],
		["another image", { images: { amd64: "nginx:1.28" } }, []],
		[
			"another architecture, same image",
			{ images: { arm: "nginx:1.27" } },
			[["images"]],
		],
		[
			"one architecture more",
			{ images: { amd64: "nginx:1.27", arm: "nginx:1.27" } },
			[],
		],
		["another agent", { agent_uuid: "a2" }, []],
		["a configuration", { config: '{"a":1}' }, []],
	])("%s", (_, change, expected) => {
		const { requiresReplace, planned } = planOf(
			"iofog_microservice",
			{ ...web, ...change },
			prior,
			{ dialect },
		);
		expect(requiresReplace).toEqual(expected);
		expect(planned).toMatchObject(change);
	});

	it("memory_limit taken away replaces, as the Controller cannot unset it", () => {
		const limited = { ...prior, memory_limit: 100 };
		expect(
			planOf("iofog_microservice", web, limited, { dialect }).requiresReplace,
		).toEqual([["memory_limit"]]);
		expect(
			planOf("iofog_microservice", { ...web, memory_limit: 200 }, limited, {
				dialect,
			}).requiresReplace,
		).toEqual([]);
	});

	it("an argument taken away is planned as its default", () => {
		const changed = { ...prior, config: '{"a":1}', env: { A: "1" } };
		expect(
			planOf("iofog_microservice", web, changed, { dialect }).planned,
		).toEqual(prior);
	});

	it("the same JSON written otherwise stays as it was", () => {
		const stored = { ...prior, config: '{"a":1,"b":2}' };
		expect(
			planOf(
				"iofog_microservice",
				{ ...web, config: '{ "b": 2, "a": 1 }' },
				stored,
				{ dialect },
			).planned,
		).toEqual(stored);
	});

	it("an agent that is replaced makes the uuid unknown", () => {
		expect(
			planOf("iofog_microservice", { ...web, agent_uuid: UNKNOWN }, prior, {
				dialect,
			}).planned,
		).toMatchObject({ agent_uuid: UNKNOWN, uuid: UNKNOWN });
	});

	it.each([
		["edge", []],
		["other", [["agent_name"]]],
	])("agent_uuid together with agent_name %j", (name, paths) => {
		const { planned, diagnostics } = planOf(
			"iofog_microservice",
			{ ...web, agent_name: name },
			null,
			{ facts: { iofog_agent: [{ uuid: "a1", name: "edge" }] } },
		);
		expect(planned).toMatchObject({ agent_uuid: "a1", agent_name: name });
		expect(diagnostics.map((d) => d.path)).toEqual(paths);
	});

	describe("by agent_name", () => {
		const { agent_uuid: _, ...rest } = web;
		const named = { ...rest, agent_name: "edge" };
		const facts = { iofog_agent: [{ name: "edge", uuid: "a1" }] };

		it("looks the uuid up", () => {
			expect(
				planOf("iofog_microservice", named, null, { dialect, facts }).planned,
			).toMatchObject({ agent_uuid: "a1", agent_name: "edge" });
		});
		it("leaves it unknown while the agent does not exist", () => {
			expect(
				planOf("iofog_microservice", named, null, {
					dialect,
					facts: { iofog_agent: [] },
				}).planned,
			).toMatchObject({ agent_uuid: UNKNOWN });
		});
		it("does not follow a rename of the agent", () => {
			const state = { ...prior, agent_name: "edge" };
			expect(
				planOf("iofog_microservice", named, state, {
					dialect,
					facts: { iofog_agent: [{ name: "renamed", uuid: "a1" }] },
				}).planned,
			).toEqual(state);
		});
		it("moves to another name's agent, and not where it is the same agent", () => {
			const state = { ...prior, agent_name: "old" };
			expect(
				planOf("iofog_microservice", named, state, { dialect, facts }).planned,
			).toEqual({ ...prior, agent_name: "edge" });
		});
	});

	it("the registry of a catalog item is computed", () => {
		const { images: _, ...rest } = web;
		const { planned } = planOf(
			"iofog_microservice",
			{ ...rest, catalog_item_id: 7 },
			null,
			{ dialect },
		);
		expect(planned).toMatchObject({ registry_id: UNKNOWN, images: null });
	});

	it("on 3.0 a port used twice is an error, and public ports have unknown links", () => {
		const ports = [
			{ internal: 80, external: 8080 },
			{ internal: 81, external: 8080 },
		];
		expect(
			planOf("iofog_microservice", { ...web, ports }, null, { dialect: "3.0" })
				.diagnostics,
		).toMatchObject([{ summary: "Port used twice", path: ["ports"] }]);
		expect(
			planOf(
				"iofog_microservice",
				{
					...web,
					ports: [
						{
							internal: 80,
							external: 8080,
							public: { schemes: ["http"], protocol: "http" },
						},
					],
				},
				null,
				{ dialect: "3.0" },
			).planned,
		).toMatchObject({ public_links: UNKNOWN });
	});
});

describe("other types", () => {
	it("an application's name forces replacement in both dialects", () => {
		for (const dialect of ["3.0", "3.7"] as const) {
			const prior = stateOf("iofog_application", { name: "a" }, dialect);
			expect(
				planOf("iofog_application", { name: "b" }, prior, { dialect })
					.requiresReplace,
			).toEqual([["name"]]);
		}
	});
	it("an application is activated unless told otherwise", () => {
		expect(stateOf("iofog_application", { name: "a" }, "3.0")).toMatchObject({
			activated: true,
			description: "",
			nats_config: null,
		});
	});
	it("an image taken from a catalog item replaces it", () => {
		const config = {
			name: "c",
			registry_id: 1,
			images: { amd64: "x", arm: "y" },
		};
		const prior = stateOf("iofog_catalog_item", config, "3.0");
		expect(
			planOf("iofog_catalog_item", { ...config, images: { amd64: "x" } }, prior)
				.requiresReplace,
		).toEqual([["images"]]);
		expect(
			planOf(
				"iofog_catalog_item",
				{ ...config, images: { amd64: "z", arm: "y" } },
				prior,
			).requiresReplace,
		).toEqual([]);
	});
	it("what an agent reports is kept where the configuration says nothing", () => {
		const prior = {
			...stateOf("iofog_agent", { name: "e", host: "h" }, "3.7"),
			uuid: "u",
			cpu_limit: 50,
			log_level: "DEBUG",
		};
		expect(
			planOf("iofog_agent", { name: "e", host: "h" }, prior, {
				dialect: "3.7",
			}).planned,
		).toEqual(prior);
	});
	it("another router mode makes the ports unknown that the Controller sets anew", () => {
		const prior = {
			...stateOf("iofog_agent", { name: "e", host: "h" }, "3.7"),
			router_mode: "edge",
			messaging_port: 5671,
		};
		expect(
			planOf(
				"iofog_agent",
				{ name: "e", host: "h", router_mode: "none" },
				prior,
				{
					dialect: "3.7",
				},
			).planned,
		).toMatchObject({ messaging_port: UNKNOWN });
	});
	it("an agent needs a host, on 3.7 only for its router", () => {
		expect(
			planOf("iofog_agent", { name: "e" }, null, { dialect: "3.0" })
				.diagnostics,
		).toMatchObject([{ path: ["host"] }]);
		expect(
			planOf("iofog_agent", { name: "e", router_mode: "none" }, null, {
				dialect: "3.7",
			}).diagnostics,
		).toEqual([]);
		for (const router_mode of [null, "edge"])
			expect(
				planOf("iofog_agent", { name: "e", router_mode }, null, {
					dialect: "3.7",
				}).diagnostics,
			).toMatchObject([{ path: ["host"] }]);
	});
	it("a route does not exist on 3.7, a NATS hub not on 3.0", () => {
		const route = { name: "r", application: "a", from: "x", to: "y" };
		expect(
			planOf("iofog_route", route, null, { dialect: "3.7" }).diagnostics,
		).toMatchObject([{ summary: "Not supported by this Controller" }]);
		expect(
			planOf("iofog_nats_hub", { host: "h" }, null, { dialect: "3.0" })
				.diagnostics,
		).toMatchObject([{ summary: "Not supported by this Controller" }]);
	});
});
