import { execFile } from "node:child_process";
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	createProgram,
	flattenDiagnosticMessageText,
	getPreEmitDiagnostics,
	ModuleKind,
	ModuleResolutionKind,
	ScriptTarget,
} from "typescript";
import { GUIDES } from "../scripts/guides";
import { apply, plan } from "../src";
import type { Dialect } from "../src/core";
import { terraformBinary } from "./support/binaries";
import { type TestController, testController } from "./support/controllers";
import { type TfProject, tfProjects } from "./support/tf-project";

const root = join(__dirname, "..");
const cli = join(root, "lib/cli/main.js");
const guides = join(root, "docs/guides");
const textOf = (guide: string) =>
	readFileSync(join(guides, `${guide}.md`), "utf8");

/** The blocks of code of a guide in one language, in their order. */
function blocks(guide: string, language: string): string[] {
	const found = textOf(guide).matchAll(
		new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"),
	);
	return [...found].map(([, code = ""]) => code);
}

test("every guide is on the first page, with its title", () => {
	expect(readdirSync(guides).sort()).toEqual(
		GUIDES.map(([file]) => `${file}.md`).sort(),
	);
	for (const [file, title] of GUIDES)
		expect(textOf(file)).toMatch(
			new RegExp(
				`^---\npage_title: "${title}"\nsubcategory: ""\ndescription: \\|-\n  .+\n---\n\n# ${title}\n`,
			),
		);
});

const run = (program: string, args: string[], options: object = {}) =>
	new Promise<{ status: number; stdout: string; text: string }>((resolve) =>
		execFile(program, args, options, (error, stdout, stderr) =>
			resolve({
				status: error ? Number(error.code ?? 1) : 0,
				stdout,
				text: stdout + stderr,
			}),
		),
	);

test("the commands that guides show are there", async () => {
	const shown = GUIDES.flatMap(([file]) => blocks(file, "shell")).join("\n");
	const commands = new Set(
		[...shown.matchAll(/^npx fogform ([a-z]+(?: [a-z]+)?) ?(.*)$/gm)].map(
			([, command = "", rest = ""]) =>
				`${command} ${(rest.match(/--[a-z-]+/g) ?? []).join(" ")}`.trim(),
		),
	);
	expect(commands.size).toBeGreaterThan(5);
	for (const command of commands) {
		const [options, words] = [
			command.match(/--[a-z-]+/g) ?? [],
			command.replace(/ ?--.*/, ""),
		];
		const help = await run(process.execPath, [
			cli,
			...words.split(" "),
			"--help",
		]);
		expect({ command, ...help }).toMatchObject({ status: 0 });
		expect(help.stdout).toMatch(new RegExp(`^Usage: fogform ${words}[| ]`));
		for (const option of options) expect(help.stdout).toContain(`${option}`);
	}
}, 30_000);

let folder: string;
let controller: TestController;
const before = { ...process.env };
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-guide-"));
});
afterEach(async () => {
	process.env = { ...before };
	rmSync(folder, { recursive: true, force: true });
	await controller?.close();
});

/** Starts a Controller, which engine, plugin and commands find in the environment. */
async function start(dialect: Dialect): Promise<void> {
	controller = await testController(dialect);
	const { url, email, password } = controller.login;
	Object.assign(process.env, {
		IOFOG_CONTROLLER_URL: url,
		IOFOG_EMAIL: email,
		IOFOG_PASSWORD: password,
		JITI_ALIAS: JSON.stringify({ fogform: join(root, "src/index.ts") }),
	});
}

async function made(
	method: string,
	path: string,
	body: object,
): Promise<{ uuid: string }> {
	const { status, body: answer } = await controller.call(method, path, body);
	expect({ path, answer, ok: status < 300 }).toMatchObject({ ok: true });
	return answer as { uuid: string };
}

/** An agent and an application that the guides take for granted. */
async function makeFleet(): Promise<string> {
	await made("PUT", "/router", {
		host: "10.0.8.2",
		messagingPort: 5671,
		edgeRouterPort: 56721,
		interRouterPort: 56722,
	});
	const { uuid } = await made("POST", "/iofog", {
		name: "edge-1",
		host: "10.0.8.11",
		fogType: 1,
		...(controller.dialect === "3.7" && { natsMode: "none" }),
	});
	await made("POST", "/application", { name: "shop", isActivated: true });
	return uuid;
}

/** A project of cdktf with a program. */
function program(main: string, more: Record<string, string> = {}): string {
	const dir = join(folder, "project");
	mkdirSync(dir);
	const [settings = ""] = blocks("cdktf", "json");
	const files = { "cdktf.json": settings, "main.ts": main, ...more };
	for (const [name, text] of Object.entries(files))
		writeFileSync(join(dir, name), text);
	symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
	return dir;
}

const projectOf = tfProjects();

/** Runs with Terraform what a guide says of it, where it is there. */
const withTerraform = (
	name: string,
	body: (project: (env?: NodeJS.ProcessEnv) => TfProject) => Promise<void>,
) =>
	(terraformBinary ? test : test.skip)(
		name,
		() =>
			body((env) => {
				if (!terraformBinary) throw new Error("no terraform");
				return projectOf(terraformBinary, controller, env);
			}),
		60_000,
	);

const applications = async () => {
	const { body } = await controller.call("GET", "/application");
	return (body as { applications: { name: string }[] }).applications
		.map(({ name }) => name)
		.sort();
};

withTerraform(
	"getting-started: a fleet, an empty plan, a second Controller",
	async (project) => {
		await start("3.7");
		const [main = "", second = ""] = blocks("getting-started", "terraform");
		const tf = project();
		tf.write("main.tf", main);
		await tf.apply();
		expect(await applications()).toEqual(["shop"]);
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });

		const south = await testController("3.0");
		try {
			tf.write(
				"south.tf",
				second
					.replace("https://south.example.com", south.login.url)
					.replace("fleet@example.com", south.login.email),
			);
			await tf.apply(`-var=south_password=${south.login.password}`);
			const { body } = await south.call("GET", "/application");
			expect(body).toMatchObject({ applications: [{ name: "shop" }] });
		} finally {
			await south.close();
		}
	},
);

test.each([
	["agent", 2],
	["edge-hosts", 1],
])(
	"%s: its programs are right",
	(guide, count) => {
		const dir = mkdtempSync(join(root, "test", "guide-"));
		try {
			const files = blocks(guide, "typescript").map((code, i) => {
				const file = join(dir, `${i}.ts`);
				writeFileSync(file, code);
				return file;
			});
			expect(files.length).toBe(count);
			const program = createProgram(files, {
				...{ noEmit: true, strict: true, skipLibCheck: true },
				target: ScriptTarget.ES2022,
				module: ModuleKind.CommonJS,
				moduleResolution: ModuleResolutionKind.Node10,
				baseUrl: root,
				paths: {
					fogform: ["lib/index"],
					"fogform/docker": ["lib/docker-stacks/index"],
					"fogform/sdk": ["lib/sdk/index"],
				},
			});
			const faults = files.flatMap((file) =>
				getPreEmitDiagnostics(program, program.getSourceFile(file)),
			);
			expect(
				faults.map(({ messageText }) =>
					flattenDiagnosticMessageText(messageText, "\n"),
				),
			).toEqual([]);
		} finally {
			rmSync(dir, { recursive: true, force: true });
		}
	},
	60_000,
);

test("cdktf: the engine applies the project", async () => {
	await start("3.7");
	const dir = program(blocks("cdktf", "typescript")[0] ?? "");
	await apply(await plan({ dir }));
	expect(await applications()).toEqual(["shop"]);
	expect(await plan({ dir })).toMatchObject({ hasChanges: false });
}, 30_000);

withTerraform("moving-state: from fogform to HCL and back", async (project) => {
	await start("3.0");
	const [main = ""] = blocks("moving-state", "typescript");
	const dir = program(main);
	await apply(await plan({ dir }));
	const fogform = (...args: string[]) =>
		run(process.execPath, [cli, ...args], { cwd: dir, env: process.env });

	const pulled = await fogform("state", "pull", "--stack", "shop");
	expect(pulled).toMatchObject({ status: 0 });
	const tf = project();
	tf.write("main.tf", blocks("moving-state", "terraform")[0] ?? "");
	tf.write("terraform.tfstate", pulled.stdout);
	expect(await tf.emptyPlan()).toMatchObject({ status: 0 });

	tf.write("main.tf", tf.read("main.tf").replace("Tills", "Tills and more"));
	await tf.apply();
	writeFileSync(
		join(dir, "shop.tfstate"),
		(await tf.good("state", "pull")).stdout,
	);
	const pushed = await fogform(
		"state",
		"push",
		"--stack",
		"shop",
		"shop.tfstate",
	);
	expect(pushed).toMatchObject({ status: 0 });
	writeFileSync(join(dir, "main.ts"), main.replace("Tills", "Tills and more"));
	const planned = await fogform("plan", "--detailed-exitcode");
	expect(planned).toMatchObject({
		status: 0,
		text: expect.stringContaining("No changes."),
	});
});

describe("secrets", () => {
	const [bank, registry] = ["bank-token-1", "registry-password-1"];
	const configs = async () => {
		const { body } = await controller.call(
			"GET",
			"/microservices?application=shop",
		);
		return (body as { microservices: { config: string }[] }).microservices.map(
			({ config }) => JSON.parse(config),
		);
	};
	const merged = [{ currency: "EUR", bank: { token: bank } }];

	withTerraform("are nowhere in the state", async (project) => {
		await start("3.0");
		await makeFleet();
		const tf = project({
			TF_VAR_bank_token: bank,
			TF_VAR_registry_password: registry,
		});
		tf.main(blocks("secrets", "terraform")[0] ?? "");
		await tf.apply();
		expect(await configs()).toEqual(merged);
		for (const secret of [bank, registry])
			expect(tf.read("terraform.tfstate")).not.toContain(secret);
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
	});

	withTerraform("are held by the Controller", async (project) => {
		await start("3.7");
		await makeFleet();
		const tf = project({ TF_VAR_bank_key: bank });
		tf.main(
			blocks("secrets", "terraform").find((b) => b.includes("iofog_secret")) ??
				"",
		);
		await tf.apply();
		expect(tf.read("terraform.tfstate")).not.toContain(bank);
		const { body } = await controller.call("GET", "/secrets/bank");
		expect(body).toMatchObject({ data: { "key.pem": bank } });
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
	});

	test("nor where the engine keeps it", async () => {
		await start("3.0");
		await makeFleet();
		process.env.TF_VAR_bank_token = bank;
		const dir = program(
			`import { App, TerraformStack } from "cdktf";
import { IofogProvider } from "fogform";
import { till } from "./till";
const app = new App();
const stack = new TerraformStack(app, "shop");
new IofogProvider(stack, "iofog");
till(stack);
app.synth();
`,
			{ "till.ts": blocks("secrets", "typescript")[0] ?? "" },
		);
		await apply(await plan({ dir }));
		expect(await configs()).toEqual(merged);
		expect(
			readFileSync(join(dir, "terraform.shop.tfstate"), "utf8"),
		).not.toContain(bank);
		expect(await plan({ dir })).toMatchObject({ hasChanges: false });
	}, 30_000);

	withTerraform("a key gets to its machine", async (project) => {
		await start("3.0");
		await makeFleet();
		const heard = join(folder, "heard");
		writeFileSync(
			join(folder, "ssh"),
			`#!/bin/sh\n(echo "$@"; cat) > ${heard}\n`,
		);
		chmodSync(join(folder, "ssh"), 0o755);
		const tf = project({ PATH: `${folder}:${process.env.PATH}` });
		tf.main(
			blocks("secrets", "terraform").find((b) => b.includes('ephemeral "')) ??
				"",
		);
		await tf.apply();
		const [line, command] = readFileSync(heard, "utf8").split("\n");
		expect(line).toBe("root@10.0.8.12 sh");
		const key = /^iofog-agent provision (\S+)$/.exec(command ?? "")?.[1] ?? "";
		expect(key.length).toBeGreaterThan(7);
		expect(tf.read("terraform.tfstate")).not.toContain(key);
		const { status } = await controller.call("POST", "/agent/provision", {
			key,
			type: 1,
		});
		expect(status).toBe(200);
	});
});

describe("from-iofogctl", () => {
	async function deployed(): Promise<void> {
		await start("3.0");
		const iofogUuid = await makeFleet();
		for (const [name, config, ports] of [
			["web", '{"title":"Shop"}', [{ internal: 80, external: 8080 }]],
			["till", "{}", []],
		])
			await made("POST", "/microservices", {
				name,
				config,
				ports,
				iofogUuid,
				application: "shop",
				registryId: 1,
				images: [{ fogTypeId: 1, containerImage: "nginx:1.27" }],
			});
	}

	withTerraform("the YAML is kept", async (project) => {
		await deployed();
		const [main = "", imports = ""] = blocks("from-iofogctl", "terraform");
		const tf = project();
		tf.write("shop.yaml", blocks("from-iofogctl", "yaml")[0] ?? "");
		tf.write("main.tf", main);
		expect((await tf.run("apply", "-auto-approve")).text).toContain(
			"terraform import iofog_application.NAME shop",
		);
		tf.write("import.tf", imports);
		expect((await tf.apply()).text).toContain(
			"3 imported, 0 added, 0 changed, 0 destroyed",
		);
		tf.drop("import.tf");
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
	});

	withTerraform("the YAML of secrets and files is kept", async (project) => {
		await start("3.7");
		const tf = project();
		tf.write("data.yaml", blocks("from-iofogctl", "yaml")[1] ?? "");
		tf.main(blocks("from-iofogctl", "terraform")[2] ?? "");
		await tf.apply();
		const { body } = await controller.call("GET", "/secrets/bank");
		expect(body).toMatchObject({ data: { token: "1234" } });
		expect(tf.read("terraform.tfstate")).not.toContain('"1234"');
		expect(
			(await controller.call("GET", "/volumeMounts/price-files")).body,
		).toMatchObject({ configMapName: "prices" });
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
	});

	withTerraform("what runs is taken over", async (project) => {
		await deployed();
		const tf = project();
		tf.main(blocks("from-iofogctl", "terraform")[3] ?? "");
		await tf.plan("-generate-config-out=generated.tf");
		expect((await tf.apply()).text).toContain(
			"2 imported, 0 added, 0 changed, 0 destroyed",
		);
		expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
	});
});
