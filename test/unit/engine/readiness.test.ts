import { apply, type EngineError, type Plan, plan } from "../../../src/engine";
import { type TestController, testController } from "../../support/controllers";
import { PlayedAgent, type Said } from "../../support/played-agent";
import { StackFolder } from "../../support/stack-folder";

jest.setTimeout(120_000);

const closing: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const MICROSERVICE = {
	application: "${iofog_application.shop.name}",
	agent_name: "edge-1",
	images: { amd64: "nginx:1.27" },
};

/** A Controller with an agent that is played, and a folder for stacks. */
async function setUp() {
	const controller = await testController("3.7");
	closing.push(() => controller.close());
	const agent = await makeAgent(controller);
	const played = await PlayedAgent.start(controller, agent);
	closing.push(() => played.stop());
	const folder = new StackFolder();
	closing.push(() => folder.remove());
	const reads: string[] = [];
	const options = {
		dir: folder.dir,
		skipSynth: true,
		env: {},
		onRequest: ({ method, path }: { method: string; path: string }) => {
			if (method === "GET") reads.push(path.replace(/^\/api\/v3/, ""));
		},
	};
	return { controller, agent, played, folder, reads, options };
}

async function makeAgent(controller: TestController): Promise<string> {
	await controller.call("PUT", "/router", { host: "10.9.9.9" });
	await controller.call("PUT", "/nats/hub", { host: "10.9.9.9" });
	const { body } = await controller.call("POST", "/iofog", {
		name: "edge-1",
		fogType: 1,
		host: "10.0.0.1",
		routerMode: "none",
		natsMode: "none",
		// A loaded machine must not take the agent for one that is away.
		statusFrequency: 300,
	});
	return (body as { uuid: string }).uuid;
}

/** A stack with microservices by `for_each` over numbers, and a wait for each. */
const stackOf = (
	{ login }: TestController,
	count: number,
	env: object = {},
	ready: object = {},
) => ({
	terraform: {
		required_providers: {
			iofog: { source: "registry.terraform.io/fogform/iofog" },
		},
	},
	provider: { iofog: [login] },
	resource: {
		iofog_application: { shop: { name: "shop" } },
		iofog_microservice: {
			web: {
				...MICROSERVICE,
				count,
				name: "web-${count.index}",
				env,
			},
		},
		iofog_microservice_ready: {
			web: {
				count,
				microservice_uuid: "${iofog_microservice.web[count.index].uuid}",
				triggers: {
					env: "${jsonencode(iofog_microservice.web[count.index].env)}",
				},
				...ready,
			},
		},
	},
});

const readyState = ({ state }: StackFolder) =>
	state.resources.find(({ type }) => type === "iofog_microservice_ready")
		?.instances as unknown as {
		status?: string;
		attributes: { container_id: string | null; triggers: object };
	}[];

test("two hundred are waited for at the same time, in looks that they share", async () => {
	const { controller, folder, reads, options } = await setUp();
	folder.write(stackOf(controller, 200));
	const began = Date.now();
	await apply(await plan(options));
	const seconds = (Date.now() - began) / 1_000;
	const instances = readyState(folder);
	expect(instances).toHaveLength(200);
	const ids = instances.map(({ attributes }) => attributes.container_id);
	expect(new Set(ids).size).toBe(200);
	expect(ids.every((id) => /^[0-9a-f]{64}$/.test(id ?? ""))).toBe(true);
	// Each second one read of the application and one of the agent, and what plan and verification read.
	const looks = reads.filter((path) => path === "/application/shop").length;
	expect(looks).toBeLessThanOrEqual(seconds + 10);
	expect(reads.length).toBeLessThanOrEqual(2 * seconds + 30);
	expect(changesOf(await plan(options))).toEqual([]);
});

test("after a change the new container counts, not one that was made anew meanwhile", async () => {
	const { controller, folder, options, played } = await setUp();
	folder.write(stackOf(controller, 1));
	await apply(await plan(options));
	const [first] = readyState(folder);
	// The container was lost, and the agent has made another one.
	played.generation++;
	await new Promise((resolve) => setTimeout(resolve, 1_000));
	const meanwhile = await statusOf(controller);
	expect(meanwhile.containerId).not.toBe(first?.attributes.container_id);
	// The agent takes its time to pull, while the old container runs.
	played.says = (ordered, ms): Said | undefined =>
		ordered.env?.length && ms < 14_000
			? { status: "RUNNING", containerId: meanwhile.containerId }
			: undefined;
	folder.write(stackOf(controller, 1, { A: "1" }));
	await apply(await plan(options));
	const [after] = readyState(folder);
	expect(after?.attributes.container_id).toBe(
		(await statusOf(controller)).containerId,
	);
	expect(after?.attributes.container_id).not.toBe(meanwhile.containerId);
});

test("one that cannot run fails with the agent's words, is waited for again, and leaves the microservice as it is", async () => {
	const { controller, folder, options, played } = await setUp();
	played.says = (_, ms) =>
		ms < 500
			? { status: "PULLING", percentage: 40 }
			: { status: "STUCK_IN_RESTART", errorMessage: "exit code 9" };
	folder.write(stackOf(controller, 1));
	const failed = (await apply(await plan(options)).then(
		() => undefined,
		(error) => error,
	)) as EngineError;
	expect(failed.diagnostics).toContainEqual(
		expect.objectContaining({
			summary: "Microservice does not run",
			detail: expect.stringMatching(
				/^The microservice "shop\/web-0" does not run\. .*STUCK_IN_RESTART.*exit code 9/,
			),
		}),
	);
	played.says = () => undefined;
	expect(changesOf(await plan(options))).toEqual([
		"delete/create iofog_microservice_ready.web[0]",
	]);
	await apply(await plan(options));
	expect(readyState(folder)[0]?.status).toBeUndefined();
	expect(changesOf(await plan(options))).toEqual([]);
});

const changesOf = ({ stacks }: Plan) =>
	(stacks.test?.resource_changes ?? [])
		.filter(({ change }) => change.actions.join() !== "no-op")
		.map(({ address, change }) => `${change.actions.join("/")} ${address}`);

async function statusOf(
	controller: TestController,
): Promise<{ containerId: string }> {
	const { body } = await controller.call("GET", "/application/shop");
	const { microservices } = body as {
		microservices: { status: { containerId: string } }[];
	};
	return microservices[0]?.status as { containerId: string };
}
