import { execFile } from "node:child_process";
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { apply, plan } from "../src";
import { type Dialect, hasErrors, UNKNOWN } from "../src/core";
import { provider } from "../src/provider";
import { type TestController, testController } from "./support/controllers";

const root = join(__dirname, "..");
const folder = join(root, "examples");

// The snippets belong to the pages of the reference; those that deploy with Terraform have tests of their own.
const others = ["snippets", "infra-repo", "edge-shop"];
const examples = readdirSync(folder).filter(
	(name) =>
		statSync(join(folder, name)).isDirectory() && !others.includes(name),
);

/** Runs the program of an example on the sources of this repository; the stacks that it writes, by name. */
async function synthesize(
	name: string,
	outdir: string,
): Promise<Record<string, Record<string, Record<string, object>>>> {
	await promisify(execFile)(
		process.execPath,
		[join(root, "node_modules/jiti/lib/jiti-cli.mjs"), "main.ts"],
		{
			cwd: join(folder, name),
			env: {
				...process.env,
				CDKTF_OUTDIR: outdir,
				JITI_ALIAS: JSON.stringify({ fogform: join(root, "src/index.ts") }),
			},
		},
	);
	const { stacks } = JSON.parse(
		readFileSync(join(outdir, "manifest.json"), "utf8"),
	);
	return Object.fromEntries(
		Object.keys(stacks).map((stack) => [
			stack,
			JSON.parse(
				readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"),
			),
		]),
	);
}

/** Arguments as the provider gets them, references not known yet. */
function unresolved(value: unknown): unknown {
	if (typeof value === "string") return value.includes("${") ? UNKNOWN : value;
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(unresolved);
	return Object.fromEntries(
		Object.entries(value).map(([k, v]) => [k, unresolved(v)]),
	);
}

const META = new Set([
	"//",
	"depends_on",
	"lifecycle",
	"provider",
	"count",
	"for_each",
]);

test("edge-shop: its check says what is missing, and what to do", async () => {
	const check = join(folder, "edge-shop/check.js");
	const env = { PATH: mkdtempSync(join(tmpdir(), "fogform-nothing-")) };
	const ended = await promisify(execFile)(process.execPath, [check], {
		env,
	}).catch((error: { code: number; stdout: string }) => error);
	rmSync(env.PATH, { recursive: true });
	expect(ended).toMatchObject({ code: 1 });
	expect(ended.stdout).toMatch(/✗ Terraform: not found\n {4}.+ install /);
	expect(ended.stdout).toMatch(/✗ Docker: not found\n {4}Install /);
});

describe.each(examples)("%s", (name) => {
	let stacks: Awaited<ReturnType<typeof synthesize>>;
	const outdir = mkdtempSync(join(tmpdir(), "fogform-example-"));
	beforeAll(async () => {
		stacks = await synthesize(name, outdir);
	}, 60_000);
	afterAll(() => rmSync(outdir, { recursive: true, force: true }));

	test("synthesizes stacks that the provider finds valid", () => {
		expect(Object.keys(stacks).length).toBeGreaterThan(0);
		for (const stack of Object.values(stacks))
			for (const [type, all] of Object.entries(stack.resource ?? {}))
				for (const [id, values] of Object.entries(all)) {
					const attributes =
						provider.schema().resource_schemas[type]?.block.attributes ?? {};
					const config = Object.fromEntries(
						Object.keys(attributes).map((attribute) => [
							attribute,
							unresolved(
								(values as Record<string, unknown>)[attribute] ?? null,
							),
						]),
					);
					for (const argument of Object.keys(values))
						if (!META.has(argument))
							expect(attributes).toHaveProperty(argument);
					const problems = provider.validateResource(type, config);
					expect({ id, problems: hasErrors(problems) ? problems : [] }).toEqual(
						{
							id,
							problems: [],
						},
					);
				}
	});

	test("has a README that shows how to run it", () => {
		expect(readFileSync(join(folder, name, "README.md"), "utf8")).toMatch(
			/^# .+\n\n[\s\S]+```shell\nn?p?x? ?[\s\S]+fogform/,
		);
		expect(readFileSync(join(folder, "README.md"), "utf8")).toContain(
			`](${name})`,
		);
	});
});

/** What an example finds on the Controller: made by hand, as its README tells. */
type Prepare = (controller: TestController) => Promise<void>;

async function agentBy(
	{ call }: TestController,
	agent: { name: string; tags: string[] },
): Promise<string> {
	await call("PUT", "/router", {
		host: "10.0.8.2",
		messagingPort: 5671,
		edgeRouterPort: 56721,
		interRouterPort: 56722,
	});
	const { status, body } = await call("POST", "/iofog", {
		...agent,
		host: "10.0.8.50",
		fogType: 1,
	});
	expect({ status, body }).toMatchObject({ status: 201 });
	return (body as { uuid: string }).uuid;
}

const noPreparation: Prepare = async () => {};

const runs: [string, Dialect, Prepare][] = [
	["small-shop", "3.0", noPreparation],
	["registry-and-secrets", "3.0", noPreparation],
	["many-agents", "3.0", noPreparation],
	["two-stacks", "3.0", noPreparation],
	["house-rules", "3.0", noPreparation],
	["controllers-3.7", "3.7", noPreparation],
	[
		"drift-in-ci",
		"3.0",
		async (controller) => {
			await agentBy(controller, { name: "display-1", tags: ["display"] });
		},
	],
	[
		"adopt-existing",
		"3.0",
		async (controller) => {
			const uuid = await agentBy(controller, { name: "edge-1", tags: [] });
			const images = ["amd64", "arm"].map((_, i) => ({
				fogTypeId: i + 1,
				containerImage: "nginx:1.27",
			}));
			const made = [
				await controller.call("POST", "/application", {
					name: "shop",
					isActivated: true,
				}),
				await controller.call("POST", "/microservices", {
					name: "web",
					application: "shop",
					iofogUuid: uuid,
					registryId: 1,
					config: "{}",
					images,
				}),
			];
			expect(made.map((m) => m.status)).toEqual([201, 201]);
		},
	],
];

test("every example is run", () => {
	expect(runs.map(([name]) => name).sort()).toEqual([...examples].sort());
});

describe.each(runs)("%s on a Controller %s", (name, dialect, prepare) => {
	const before = { ...process.env };
	let controller: TestController;
	let dir: string;

	beforeAll(async () => {
		controller = await testController(dialect);
		dir = mkdtempSync(join(tmpdir(), "fogform-example-"));
		cpSync(join(folder, name), dir, { recursive: true });
		symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
		Object.assign(process.env, {
			IOFOG_CONTROLLER_URL: controller.login.url,
			IOFOG_EMAIL: controller.login.email,
			IOFOG_PASSWORD: controller.login.password,
			JITI_ALIAS: JSON.stringify({ fogform: join(root, "src/index.ts") }),
			TF_VAR_registry_password: "one",
			TF_VAR_bank_token: "two",
			TF_VAR_db_password: "three",
		});
		await prepare(controller);
	}, 60_000);

	afterAll(async () => {
		process.env = before;
		rmSync(dir, { recursive: true, force: true });
		await controller?.close();
	});

	test("plan, apply, an empty plan, destroy", async () => {
		const planned = await plan({ dir });
		expect(planned.hasChanges).toBe(true);
		await apply(planned);
		expect(await plan({ dir })).toMatchObject({ hasChanges: false });
		await apply(await plan({ dir, destroy: true }));
		const { body } = await controller.call("GET", "/application");
		expect(body).toEqual({ applications: [] });
	}, 120_000);
});

test("drift-in-ci says what was changed by hand", async () => {
	const controller = await testController("3.0");
	const dir = mkdtempSync(join(tmpdir(), "fogform-example-"));
	try {
		cpSync(join(folder, "drift-in-ci"), dir, { recursive: true });
		symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
		const { url, email, password } = controller.login;
		const env = {
			...process.env,
			IOFOG_CONTROLLER_URL: url,
			IOFOG_EMAIL: email,
			IOFOG_PASSWORD: password,
			JITI_ALIAS: JSON.stringify({ fogform: join(root, "src/index.ts") }),
		};
		const run = (program: string) =>
			promisify(execFile)(
				process.execPath,
				[join(root, "node_modules/jiti/lib/jiti-cli.mjs"), program],
				{ cwd: dir, env },
			).then(
				({ stdout }) => ({ code: 0, stdout }),
				({ code, stdout }) => ({ code, stdout }),
			);
		const iofogUuid = await agentBy(controller, {
			name: "display-1",
			tags: ["display"],
		});
		writeFileSync(
			join(dir, "apply.ts"),
			'import { apply, plan } from "fogform";\nplan({ dir: __dirname }).then(apply);\n',
		);
		expect(await run("apply.ts")).toMatchObject({ code: 0 });
		expect(await run("check.ts")).toEqual({ code: 0, stdout: "" });

		const { body } = await controller.call(
			"GET",
			"/microservices?application=displays",
		);
		const [display] = (body as { microservices: { uuid: string }[] })
			.microservices;
		const edited = await controller.call(
			"PATCH",
			`/microservices/${display?.uuid}`,
			{ iofogUuid, config: '{"currency":"USD"}' },
		);
		expect(edited.status).toBe(204);
		const { code, stdout } = await run("check.ts");
		expect(code).toBe(2);
		expect(stdout).toContain("displays: iofog_microservice.display is changed");
		expect(stdout).toMatch(/^ {2}config: .*EUR.* became .*USD/m);
	} finally {
		rmSync(dir, { recursive: true, force: true });
		await controller.close();
	}
}, 120_000);
