import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { eventually } from "../../agent/support/fleet";
import { controllerDialects } from "../../support/controllers";
import {
	dockerCall,
	engineSocket,
	freePort,
	inspect,
	remains,
	removeImages,
} from "../../support/docker-calls";
import {
	DOCKER_PROVIDER,
	DockerProject,
	describeDockerStacks,
} from "../../support/docker-project";
import { makeNodeSlim } from "../../support/node-slim";
import { noRegistry } from "../../support/private-registry";
import { makeRegistryImage } from "../../support/registry-image";

jest.setTimeout(300_000);

const CLI = join(__dirname, "../../../lib/cli/main.js");
const STACKS = ["registry", "hosts", "shop"];
const FILES = [
	"cdktf.json",
	"till",
	...["environment", "hosts", "main", "registry", "settings", "shop"].map(
		(name) => `${name}.ts`,
	),
];
const SECRETS = {
	TF_VAR_controller_password: "controller-Password1",
	TF_VAR_registry_password: "registry-Password2",
	TF_VAR_payment_key: "payment-Key3",
};
const KEY = createHash("sha256").update("payment-Key3").digest("hex");

const reason = noRegistry();
if (reason) console.log(`skipped: examples/edge-shop, as ${reason}`);

/** What a till shows. */
interface Page {
	readonly greeting?: string;
	readonly paymentKey: string;
	readonly currency: string;
	readonly release: string;
	readonly container: string;
}

/** Ids of the containers that an agent has made. */
async function containersOf(agent: string): Promise<string[]> {
	const filters = JSON.stringify({ label: [`iofog-uuid=${agent}`] });
	const list = await dockerCall(
		"GET",
		`/containers/json?all=true&filters=${encodeURIComponent(filters)}`,
	);
	return list.map(({ Id }: { Id: string }) => Id);
}

/** Hands connections that containers make to an address of this machine on to a Controller that listens on loopback only. */
async function forward(url: string): Promise<{ url: string; server: Server }> {
	const { hostname, port } = new URL(url);
	const bridge = await dockerCall("GET", "/networks/bridge");
	const name = bridge.Options["com.docker.network.bridge.name"];
	// Node tells only of interfaces that are in use.
	const shown = execFileSync("ip", ["-4", "-o", "addr", "show", name], {
		encoding: "utf8",
	});
	const [, gateway] = /inet ([\d.]+)/.exec(shown) ?? [];
	const server = createServer((socket) => {
		const target = connect(Number(port), hostname);
		socket.pipe(target).pipe(socket);
		for (const end of [socket, target])
			end.on("error", () => {
				socket.destroy();
				target.destroy();
			});
	});
	await new Promise<void>((resolve) => server.listen(0, gateway, resolve));
	const { address, port: at } = server.address() as {
		address: string;
		port: number;
	};
	return { url: `http://${address}:${at}`, server };
}

(reason ? describe.skip : describe)("examples/edge-shop", () =>
	describeDockerStacks("from code to running containers", () => {
		beforeAll(async () => {
			await makeNodeSlim(engineSocket);
			await makeRegistryImage(engineSocket);
		});

		describe.each(controllerDialects())("with a Controller %s", (which) => {
			const name = `shop${String(which).replace(".", "")}-${process.pid}`;
			const said: string[] = [];
			let project: DockerProject;
			let ports: { till1: number; till2: number };
			let proxy: Server | undefined;
			const agents: string[] = [];

			const note = async (ended: Promise<{ text: string; status: number }>) => {
				const { text, status } = await ended;
				said.push(text);
				return { text, status };
			};
			const apply = (stack: string) => note(project.apply(stack));
			const fogform = (...args: string[]) =>
				note(project.program(process.execPath, CLI, ...args));
			const page = async (till: 1 | 2): Promise<Page> => {
				const port = till === 1 ? ports.till1 : ports.till2;
				const answer = await fetch(`http://127.0.0.1:${port}/`);
				return (await answer.json()) as Page;
			};
			const pages = async () => [await page(1), await page(2)] as const;
			const bothShow = (shown: Partial<Page>, milliseconds?: number) =>
				eventually(
					`both tills show ${JSON.stringify(shown)}`,
					async () => {
						const both = await pages();
						for (const one of both) expect(one).toMatchObject(shown);
						return both;
					},
					milliseconds,
				);
			const containers = async () =>
				(await pages()).map(({ container }) => container);

			beforeAll(async () => {
				const registry = await freePort();
				const controller = await freePort();
				ports = { till1: await freePort(), till2: await freePort() };
				project = new DockerProject({
					...SECRETS,
					EDGE_SHOP_NAME: name,
					EDGE_SHOP_REGISTRY_PORT: String(registry),
					EDGE_SHOP_CONTROLLER_PORT: String(controller),
					EDGE_SHOP_DOCKER_PROVIDER: DOCKER_PROVIDER,
					EDGE_SHOP_DIALECT: which,
				});
				if (which === "real") {
					const {
						IOFOG_CONTROLLER_URL = "",
						IOFOG_EMAIL,
						IOFOG_PASSWORD,
					} = process.env;
					const status = await fetch(`${IOFOG_CONTROLLER_URL}/api/v3/status`);
					const { versions } = (await status.json()) as {
						versions: { controller: string };
					};
					const forwarded = await forward(IOFOG_CONTROLLER_URL);
					proxy = forwarded.server;
					Object.assign(project.env, {
						EDGE_SHOP_CONTROLLER_URL: IOFOG_CONTROLLER_URL,
						EDGE_SHOP_AGENT_URL: forwarded.url,
						EDGE_SHOP_EMAIL: IOFOG_EMAIL,
						TF_VAR_controller_password: IOFOG_PASSWORD,
						EDGE_SHOP_DIALECT: versions.controller.slice(0, 3),
					});
				}
				project.copy("examples/edge-shop", ...FILES);
				project.edit("settings.ts", "28_081", String(ports.till1));
				project.edit("settings.ts", "28_082", String(ports.till2));
			});

			afterAll(async () => {
				for (const stack of [...STACKS].reverse())
					if (project.state(stack)) await project.destroy(stack);
				proxy?.close();
				project.remove();
				await removeImages(`127.0.0.1:${project.env.EDGE_SHOP_REGISTRY_PORT}/`);
			});

			test("both hosts run the image that was built and pushed, with settings and secret", async () => {
				expect(project.synthProgram()).toEqual(STACKS);
				await apply("registry");
				await apply("hosts");
				await apply("shop");
				const both = await bothShow({
					greeting: "Good morning",
					paymentKey: KEY,
					currency: "EUR",
					release: "1",
				});
				const registry = `127.0.0.1:${project.env.EDGE_SHOP_REGISTRY_PORT}`;
				for (const { container } of both) {
					const { Config } = await inspect(container);
					expect(Config.Image).toMatch(
						new RegExp(`^${registry}/shop/till:[0-9a-f]+$`),
					);
					agents.push(Config.Labels["iofog-uuid"]);
				}
				expect(new Set(agents).size).toBe(2);
				expect((await fetch(`http://${registry}/v2/`)).status).toBe(401);
				for (const stack of STACKS) await project.emptyPlan(stack);
			});

			test("a changed configuration is there within five seconds, and nothing restarts", async () => {
				const before = await containers();
				project.edit("settings.ts", "Good morning", "Good evening");
				const plan = await fogform("plan", "shop");
				expect(plan.text).toContain("0 microservices restart");
				await apply("shop");
				await bothShow({ greeting: "Good evening", paymentKey: KEY }, 5_000);
				expect(await containers()).toEqual(before);
			});

			test("a changed environment restarts the one container that has it", async () => {
				const before = await containers();
				project.edit(
					"settings.ts",
					`port: ${ports.till2}, currency: "EUR"`,
					`port: ${ports.till2}, currency: "CHF"`,
				);
				const plan = await fogform("plan", "shop");
				expect(plan.text).toContain("1 microservice restarts");
				await apply("shop");
				expect(await page(2)).toMatchObject({ currency: "CHF" });
				const after = await containers();
				expect(after[0]).toBe(before[0]);
				expect(after[1]).not.toBe(before[1]);
			});

			test("a host that is away runs the release before, once it is back", async () => {
				project.edit("till/main.ts", 'RELEASE = "1"', 'RELEASE = "2"');
				project.synthProgram();
				await apply("hosts");
				await apply("shop");
				await bothShow({ release: "2" });

				project.edit("till/main.ts", 'RELEASE = "2"', 'RELEASE = "1"');
				project.synthProgram();
				await apply("hosts");
				await dockerCall("POST", `/containers/fogform-${name}-2/stop`);
				const { text } = await apply("shop");
				expect(text).toContain(`${name}-2`);
				expect(text).toMatch(/Warning/);
				expect(await page(1)).toMatchObject({ release: "1" });
				expect(await page(2)).toMatchObject({ release: "2" });
				await dockerCall("POST", `/containers/fogform-${name}-2/start`);
				await bothShow({ release: "1", greeting: "Good evening" }, 60_000);
			});

			test("a container that is removed by hand comes back", async () => {
				const { container } = await page(1);
				await dockerCall("DELETE", `/containers/${container}?force=true`);
				const both = await bothShow({ greeting: "Good evening" });
				expect(both[0].container).not.toBe(container);
			});

			test("an agent's container is replaced, no microservice restarts, and settings still arrive", async () => {
				const before = await containers();
				const agent = await inspect(`fogform-${name}-1`);
				const { stdout } = await project.good("hosts", "state", "list");
				const address = stdout
					.split("\n")
					.find((line) => /^docker_container\.hosts_.*-1_/.test(line));
				await note(
					project.good(
						"hosts",
						"apply",
						"-input=false",
						"-auto-approve",
						`-replace=${address}`,
					),
				);
				expect((await inspect(`fogform-${name}-1`)).Id).not.toBe(agent.Id);
				project.edit("settings.ts", "Good evening", "Good night");
				project.synthProgram();
				await apply("shop");
				await bothShow({ greeting: "Good night" });
				expect(await containers()).toEqual(before);
			});

			test("the fleet is as the code says", async () => {
				const drift = await fogform("drift");
				expect(drift).toMatchObject({ status: 0 });
			});

			test("secrets are in no state, no plan, no log and no container", async () => {
				await note(project.good("shop", "plan", "-out=tfplan"));
				await note(project.good("shop", "show", "-json", "tfplan"));
				await note(project.good("hosts", "show", "-json"));
				for (const id of [
					...(await containers()),
					`fogform-${name}-1`,
					`fogform-${name}-2`,
				]) {
					said.push(JSON.stringify(await inspect(id)));
					said.push(
						await dockerCall("GET", `/containers/${id}/logs?stdout=1&stderr=1`),
					);
				}
				said.push(...STACKS.map((stack) => project.state(stack)));
				for (const secret of Object.values(SECRETS))
					expect(said.join("\n")).not.toContain(secret);
			});

			test("destroyed, no container, network, volume or agent is left", async () => {
				const ofAgents = async () => [
					...(await remains(new RegExp(agents.join("|")))),
					...(await Promise.all(agents.map(containersOf))).flat(),
				];
				expect(await ofAgents()).toHaveLength(4);
				for (const stack of [...STACKS].reverse())
					await note(project.destroy(stack));
				expect(await remains(new RegExp(name))).toEqual([]);
				expect(await ofAgents()).toEqual([]);
			});
		});
	}),
);
