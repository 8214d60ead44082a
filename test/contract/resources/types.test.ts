import type { Stored, Values } from "../../../src/provider";
import { resources } from "../../../src/resources";
import {
	controllerDialects,
	type TestController,
	testController,
} from "../../support/controllers";
import { Driver } from "../../support/driver";
import { type Case, cases } from "./cases";

jest.setTimeout(120_000);

const PLACE = {
	application: "case-shop",
	agentUuid: "",
	agentName: "case-edge-1",
	otherAgentUuid: "",
	registryId: 0,
	secretName: "case-place-secret",
	configMapName: "case-place-map",
	mountName: "case-place-mount",
};

it("every resource type has a case", () => {
	const covered = new Set(cases(PLACE).map((c) => c.type));
	expect(resources.map((r) => r.type).filter((t) => !covered.has(t))).toEqual(
		TESTED_ELSEWHERE,
	);
});

// No objects of the Controller: what one does in an engine, the other waits for. Theirs are agent/provisioning.test.ts and ready.test.ts.
const TESTED_ELSEWHERE = [
	"iofog_agent_provisioning",
	"iofog_microservice_ready",
];

it("every argument of every resource type is changed by a case", () => {
	const untouched = cases(PLACE).flatMap(({ type, base, changes }) => {
		const resource = resources.find((r) => r.type === type);
		const set = new Set([base, ...changes].flatMap((c) => Object.keys(c)));
		return Object.entries(resource?.attributes ?? {})
			.filter(([, a]) => a.role !== "computed")
			.map(([name]) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`))
			.filter((name) => !set.has(name))
			.map((name) => `${type}.${name}`);
	});
	expect(untouched).toEqual(COVERED_ELSEWHERE);
});

// Each of these has a test of its own: secrets.test.ts, data-objects.test.ts, agents.test.ts, microservices.test.ts.
const COVERED_ELSEWHERE = [
	"iofog_registry.password",
	"iofog_registry.password_wo",
	"iofog_registry.password_wo_version",
	"iofog_catalog_item.category",
	"iofog_catalog_item.publisher",
	"iofog_catalog_item.input_type",
	"iofog_catalog_item.output_type",
	"iofog_agent.gps_mode",
	"iofog_agent.gps_device",
	"iofog_agent.messaging_port",
	"iofog_agent.edge_router_port",
	"iofog_agent.inter_router_port",
	"iofog_agent.upstream_routers",
	"iofog_agent.network_router",
	"iofog_agent.nats_mode",
	"iofog_agent.nats_server_port",
	"iofog_agent.nats_leaf_port",
	"iofog_agent.nats_cluster_port",
	"iofog_agent.nats_mqtt_port",
	"iofog_agent.nats_http_port",
	"iofog_agent.js_storage_size",
	"iofog_agent.js_memory_store_size",
	"iofog_agent.upstream_nats_servers",
	"iofog_agent.abstracted_hardware_enabled",
	"iofog_microservice.agent_name",
	"iofog_microservice.catalog_item_id",
	"iofog_microservice.config_wo",
	"iofog_microservice.config_wo_version",
	"iofog_microservice.env_wo",
	"iofog_microservice.env_wo_version",
	"iofog_microservice.memory_limit",
	"iofog_microservice.nats_config",
	"iofog_config_map.immutable",
	"iofog_volume_mount.config_map_name",
];

describe.each(controllerDialects())("on Controller %s", (which) => {
	let controller: TestController;
	let driver: Driver;
	const place = { ...PLACE };
	const surroundings: [string, Stored][] = [];
	const keep = async (type: string, config: Values) => {
		const stored = await driver.put(type, config);
		surroundings.unshift([type, stored]);
		return stored.state;
	};

	beforeAll(async () => {
		controller = await testController(which);
		driver = new Driver(controller);
		await controller.call("PUT", "/router", { host: "router.example.com" });
		const nats = controller.dialect === "3.7" && { nats_mode: "none" };
		for (const [key, name] of [
			["agentUuid", "case-edge-1"],
			["otherAgentUuid", "case-edge-2"],
		] as const)
			place[key] = String(
				(
					await keep("iofog_agent", {
						name,
						host: "10.0.0.1",
						architecture: "amd64",
						router_mode: "none",
						...nats,
					})
				).uuid,
			);
		place.registryId = Number(
			(
				await keep("iofog_registry", {
					url: "place.example.com",
					username: "me",
					email: "me@example.com",
				})
			).id,
		);
		if (controller.dialect === "3.7") {
			await keep("iofog_secret", {
				name: place.secretName,
				data_wo: { key: "s" },
				data_wo_version: 1,
			});
			await keep("iofog_config_map", {
				name: place.configMapName,
				data: { key: "m" },
			});
			await keep("iofog_volume_mount", {
				name: place.mountName,
				secret_name: place.secretName,
			});
		}
		await keep("iofog_application", {
			name: place.application,
			...(controller.dialect === "3.7" && {
				nats_config: { nats_access: true },
			}),
		});
		for (const name of ["left", "right"])
			await keep("iofog_microservice", {
				name,
				application: place.application,
				agent_uuid: place.agentUuid,
				images: { amd64: "x" },
			});
	});

	afterAll(async () => {
		for (const [type, stored] of surroundings)
			await driver.remove(type, stored);
		driver.close();
		await controller.close();
	});

	describe.each(cases(PLACE).map((c, i) => [c.type, i] as const))(
		"%s",
		(type, index) => {
			const there = () => {
				const found = cases(place)[index] as Case;
				const config = { ...found.base };
				if (type === "iofog_agent" && controller.dialect === "3.7")
					config.nats_mode = "none";
				return { ...found, base: config };
			};
			const lacks = () =>
				there().only !== undefined && there().only !== controller.dialect;

			it("create, plan empty, every argument updated and taken away, import, disappears", async () => {
				if (lacks()) return;
				const { base, changes, ids, stays, untold = [] } = there();
				let stored = await driver.put(type, base);
				const empty = async (config: Values) => {
					const live = await driver.read(type, stored);
					expect(live).not.toBeNull();
					expect(live?.state).toEqual(stored.state);
					expect(await driver.changes(type, config, live as Stored)).toEqual(
						[],
					);
				};
				await empty(base);
				let config = base;
				for (const { only, ...change } of changes) {
					if (only && only !== controller.dialect) continue;
					const next = { ...config, ...change };
					expect(await driver.changes(type, next, stored)).toEqual(
						expect.arrayContaining(
							Object.keys(change).filter(
								(k) =>
									JSON.stringify(change[k]) !== JSON.stringify(stored.state[k]),
							),
						),
					);
					stored = await driver.put(type, next, stored);
					await empty(next);
					if (stays) config = next;
					else {
						stored = await driver.put(type, config, stored);
						await empty(config);
					}
				}
				for (const id of ids) {
					const imported = await driver.import(type, id(stored.state));
					expect(await driver.changes(type, config, imported)).toEqual(untold);
				}
				await driver.remove(type, stored);
				const gone = await driver.read(type, stored);
				const singleton = type === "iofog_router" || type === "iofog_nats_hub";
				expect(gone === null).toBe(!singleton);
				// A second delete finds nothing to do.
				await driver.remove(type, stored);
			});

			it("a second one with the same key is a conflict with the import command", async () => {
				if (lacks()) return;
				const { base } = there();
				const singleton = type === "iofog_router" || type === "iofog_nats_hub";
				const first = await driver.put(type, base);
				driver.configured.forget();
				await expect(
					driver.put(
						type,
						singleton ? { ...base, host: "x.example.com" } : base,
					),
				).rejects.toThrow(/terraform import \w+\.NAME/);
				await driver.remove(type, first);
			});
		},
	);
});
