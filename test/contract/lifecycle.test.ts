import { apply, drift, type Plan, plan } from "../../src/engine";
import {
	controllerDialects,
	type TestController,
	testController,
} from "../support/controllers";
import { StackFolder } from "../support/stack-folder";

jest.setTimeout(180_000);

type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** A stack with every resource type that the dialect has, wired by references. */
function everything(
	dialect: "3.0" | "3.7",
	value: string,
): { resource: Resources; output: unknown } {
	const v37 = dialect === "3.7";
	return {
		resource: {
			iofog_router: { r: { host: "router.example.com" } },
			...(v37 && { iofog_nats_hub: { n: { host: "nats.example.com" } } }),
			iofog_registry: {
				own: {
					url: "life.example.com",
					username: "me",
					password: "s3cret-pw",
					email: "me@example.com",
				},
			},
			iofog_agent: Object.fromEntries(
				["one", "two"].map((name) => [
					name,
					{
						name: `life-${name}`,
						host: "10.0.0.1",
						architecture: "amd64",
						tags: ["b", "a"],
						depends_on: [
							"iofog_router.r",
							...(v37 ? ["iofog_nats_hub.n"] : []),
						],
					},
				]),
			),
			iofog_application: { app: { name: "life", description: "All of it." } },
			iofog_catalog_item: {
				item: {
					name: "life-item",
					registry_id: "${iofog_registry.own.id}",
					images: { amd64: "life/item:1" },
				},
			},
			iofog_microservice: {
				web: {
					name: "web",
					application: "${iofog_application.app.name}",
					agent_uuid: "${iofog_agent.one.uuid}",
					images: { amd64: "nginx:1.27" },
					registry_id: "${iofog_registry.own.id}",
					config: '${jsonencode({a = "say \\"hi\\"", b = [1, 2.5]})}',
					env: { VALUE: value, TEMPLATE: "{{ literally }}" },
					ports: [{ internal: 80, external: 8091 }],
					volumes: [{ host: "/data", container: "/data" }],
					extra_hosts: { db: "10.1.1.1" },
				},
				item: {
					name: "from-item",
					application: "${iofog_application.app.name}",
					agent_name: "${iofog_agent.two.name}",
					catalog_item_id: "${iofog_catalog_item.item.id}",
					depends_on: ["iofog_agent.two"],
				},
				many: {
					for_each: '${toset(["a", "b", "c"])}',
					name: "many-${each.key}",
					application: "${iofog_application.app.name}",
					agent_uuid: "${iofog_agent.one.uuid}",
					images: { amd64: "busybox:1" },
					env: { VALUE: value },
				},
			},
			...(!v37 && {
				iofog_route: {
					r: {
						name: "life-route",
						application: "${iofog_application.app.name}",
						from: "${iofog_microservice.web.name}",
						to: "${iofog_microservice.item.name}",
					},
				},
			}),
		},
		output: { web: { value: "${iofog_microservice.web.uuid}" } },
	};
}

describe.each(controllerDialects())(
	"a stack of everything on Controller %s",
	(which) => {
		let controller: TestController;
		let folder: StackFolder;
		let writes: string[] = [];

		const onRequest = ({ method, path }: { method: string; path: string }) => {
			if (method !== "GET" && !path.includes("/user/login"))
				writes.push(`${method} ${path}`);
		};
		const write = (value: string) => {
			folder.write({
				terraform: {
					required_providers: {
						iofog: {
							source: "registry.terraform.io/fogform/iofog",
							version: "0.1.0",
						},
					},
				},
				provider: { iofog: [{ ...controller.login }] },
				...everything(controller.dialect, value),
			});
		};
		const planned = (destroy = false): Promise<Plan> => {
			writes = [];
			return plan({ dir: folder.dir, skipSynth: true, destroy, onRequest });
		};
		const snapshot = async () =>
			Object.fromEntries(
				await Promise.all(
					[
						"/application",
						"/registries",
						"/catalog/microservices",
						"/iofog-list",
					].map(async (path) => [
						path,
						Object.values(
							(await controller.call("GET", path)).body as object,
						)[0].length,
					]),
				),
			);

		beforeAll(async () => {
			controller = await testController(which);
			folder = new StackFolder();
		});
		afterAll(async () => {
			folder.remove();
			await controller.close();
		});

		it("apply, empty plan, one change, drift, repair, destroy", async () => {
			const before = await snapshot();
			write("1");
			const first = await planned();
			const name = first.order[0] as string;
			expect(first.summaries[name]).toMatchObject({ change: 0, remove: 0 });
			await apply(first, { onRequest });

			const again = await planned();
			expect(again.hasChanges).toBe(false);
			expect(writes).toEqual([]);

			// One variable: one PATCH for each microservice that has it, and nothing else.
			write("2");
			const change = await planned();
			expect(change.summaries[name]).toMatchObject({
				add: 0,
				change: 4,
				remove: 0,
				restarts: 4,
			});
			await apply(change, { onRequest });
			expect(writes.map((w) => w.replace(/[^/]+$/, "UUID"))).toEqual(
				Array(4).fill("PATCH /microservices/UUID"),
			);
			expect((await planned()).hasChanges).toBe(false);

			// Somebody edits a configuration by hand.
			const { body } = await controller.call("GET", "/application/life");
			const microservices = (
				body as {
					microservices: { uuid: string; name: string; iofogUuid: string }[];
				}
			).microservices;
			const web = microservices.find((m) => m.name === "web");
			await controller.call("PATCH", `/microservices/${web?.uuid}`, {
				iofogUuid: web?.iofogUuid,
				config: '{"edited":true}',
			});
			writes = [];
			const found = await drift({
				dir: folder.dir,
				skipSynth: true,
				onRequest,
			});
			expect(writes).toEqual([]);
			expect(found.exitCode).toBe(2);
			expect(found.stacks[name]?.drift).toMatchObject([
				{ address: "iofog_microservice.web", class: "changed" },
			]);
			expect(
				found.stacks[name]?.drift[0]?.attributes.map((a) => a.path[0]),
			).toContain("config");
			await apply(await planned(), { onRequest });
			expect(writes).toHaveLength(1);
			expect((await drift({ dir: folder.dir, skipSynth: true })).exitCode).toBe(
				0,
			);

			// Somebody deletes one, and makes one of his own.
			const gone = microservices.find((m) => m.name === "many-b");
			await controller.call("DELETE", `/microservices/${gone?.uuid}`);
			await controller.call("POST", "/microservices", {
				name: "stranger",
				application: "life",
				iofogUuid: web?.iofogUuid,
				images: [{ containerImage: "x", fogTypeId: 1 }],
			});
			const other = await drift({ dir: folder.dir, skipSynth: true });
			expect(other.stacks[name]?.summary).toMatchObject({
				missing: 1,
				unmanaged: 1,
				changed: 0,
			});
			expect((await planned()).summaries[name]).toMatchObject({
				add: 1,
				change: 0,
				remove: 0,
			});
			await apply(await planned(), { onRequest });

			// The stranger keeps its application.
			const end = await planned(true);
			await expect(apply(end, { onRequest })).rejects.toThrow(/life\/stranger/);
			const { body: left } = await controller.call("GET", "/application/life");
			const stranger = (
				left as { microservices: { name: string; uuid: string }[] }
			).microservices.find((m) => m.name === "stranger");
			expect(stranger).toBeDefined();
			await controller.call("DELETE", `/microservices/${stranger?.uuid}`);
			await apply(await planned(true), { onRequest });
			expect(await snapshot()).toEqual(before);
			expect((await planned(true)).hasChanges).toBe(false);
		});
	},
);
