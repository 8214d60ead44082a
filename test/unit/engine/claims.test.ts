import { startDevController } from "../../../src/dev-controller";
import { type EngineError, plan } from "../../../src/engine";
import { StackFolder } from "../../support/stack-folder";

const before = { ...process.env };
let controller: Awaited<ReturnType<typeof startDevController>>;
const folder = new StackFolder();

beforeAll(async () => {
	controller = await startDevController({ dialect: "3.7", settleMs: 0 });
	process.env.IOFOG_CONTROLLER_URL = controller.url;
	process.env.IOFOG_EMAIL = controller.email;
	process.env.IOFOG_PASSWORD = controller.password;
});
afterAll(async () => {
	process.env = before;
	folder.remove();
	await controller.close();
});

const service = (name: string, agent: object) => ({
	name,
	application: "${iofog_application.shop.name}",
	images: { amd64: "nginx:1" },
	ports: [{ internal: 80, external: 8080 }],
	...agent,
});

const agent = (name: string) => ({ name, host: "10.0.0.1", nats_mode: "none" });

test.each([
	{
		name: "by its uuid",
		second: { agent_uuid: "${iofog_agent.edge.uuid}" },
		clash: true,
	},
	{ name: "by its name", second: { agent_name: "edge" }, clash: true },
	{
		name: "by a reference to its name",
		second: { agent_name: "${iofog_agent.edge.name}" },
		clash: true,
	},
	{
		name: "but it is another agent",
		second: { agent_name: "other" },
		clash: false,
	},
])(
	"one port twice on an agent that is created in the same run, named $name",
	async ({ second, clash }) => {
		folder.write({
			terraform: {
				required_providers: { iofog: { source: "fogform/iofog" } },
			},
			resource: {
				iofog_router: { router: { host: "router" } },
				iofog_agent: { edge: agent("edge"), other: agent("other") },
				iofog_application: { shop: { name: "shop" } },
				iofog_microservice: {
					a: service("a", { agent_uuid: "${iofog_agent.edge.uuid}" }),
					b: service("b", second),
				},
			},
		});
		const result = await plan({ dir: folder.dir }).catch((e: EngineError) => e);
		if (!clash) expect(result).toMatchObject({ hasChanges: true });
		else
			expect((result as EngineError).message).toMatch(
				/External port 8080 on agent .*edge.* is wanted by iofog_microservice\.a too/,
			);
	},
);
