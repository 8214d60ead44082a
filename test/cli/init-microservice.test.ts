import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { initProject, TEMPLATES } from "../../src/cli/init-project";
import { startDevController } from "../../src/dev-controller";
import { apply, plan } from "../../src/engine";
import { describeWithEngine, engineSocket } from "../agent/support/engine";
import { eventually } from "../agent/support/fleet";
import { makeNodeSlim } from "../support/node-slim";

const ROOT = join(__dirname, "../..");
const SDK = join(ROOT, "src/sdk/index.ts");
const ENTRY = join(ROOT, "src/index.ts");

let folder: string;
let project: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-init-"));
	project = join(folder, "Hello World");
	const made = initProject(project, "0.1.0", TEMPLATES.microservice);
	expect(new Set(made.map(({ what }) => what))).toEqual(new Set(["created"]));
	install(project);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm install` would do, with the packages of this repository and its sources. */
function install(into: string) {
	const modules = join(into, "node_modules");
	mkdirSync(modules);
	for (const name of readdirSync(join(ROOT, "node_modules")))
		if (name !== ".package-lock.json")
			symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
	const self = join(modules, "fogform");
	mkdirSync(self);
	writeFileSync(
		join(self, "package.json"),
		JSON.stringify({ name: "fogform", exports: { ".": ENTRY, "./sdk": SDK } }),
	);
}

const text = (file: string) => readFileSync(join(project, file), "utf8");
const packageJson = () => JSON.parse(text("package.json"));

const node = (...args: string[]) =>
	execFileSync(process.execPath, args, {
		cwd: project,
		encoding: "utf8",
		stdio: "pipe",
	});

/** Runs a script of the project as npm does. */
function script(name: string, env: NodeJS.ProcessEnv = {}) {
	return promisify(execFile)("sh", ["-c", packageJson().scripts[name]], {
		cwd: project,
		env: {
			...process.env,
			PATH: `${join(project, "node_modules/.bin")}:${process.env.PATH}`,
			npm_package_version: packageJson().version,
			...env,
		},
	});
}

/** The project bundles the sources of this package, whose path it would not find by itself. */
async function bundle() {
	rmSync(join(project, "node_modules/fogform/package.json"), { force: true });
	writeFileSync(
		join(project, "node_modules/fogform/package.json"),
		JSON.stringify({ name: "fogform", exports: { "./sdk": "./sdk.ts" } }),
	);
	writeFileSync(
		join(project, "node_modules/fogform/sdk.ts"),
		`export * from ${JSON.stringify(SDK)};\n`,
	);
	await script("build");
}

test("compiles, and passes its own tests", () => {
	writeFileSync(
		join(project, "tsconfig.check.json"),
		JSON.stringify({
			extends: "./tsconfig.json",
			// The sources stand in for the built package, and ask for what it was built with.
			compilerOptions: {
				lib: ["ES2023"],
				baseUrl: ".",
				paths: { fogform: [ENTRY], "fogform/sdk": [SDK] },
			},
			include: ["src/*.ts", "stacks/*.ts", "test/*.ts"],
		}),
	);
	expect(
		node(require.resolve("typescript/lib/tsc.js"), "-p", "tsconfig.check.json"),
	).toBe("");
	writeFileSync(
		join(project, "jest.config.json"),
		JSON.stringify({
			...packageJson().jest,
			moduleNameMapper: { "^fogform$": ENTRY },
			transformIgnorePatterns: ["/node_modules/"],
		}),
	);
	node(
		join(ROOT, "node_modules/jest/bin/jest.js"),
		"--config",
		"jest.config.json",
		"--rootDir",
		project,
	);
}, 180_000);

test("its stack is planned and applied, and a changed greeting restarts nothing", async () => {
	const controller = await startDevController({ dialect: "3.7", settleMs: 0 });
	try {
		const { url, email, password } = controller;
		const token = await call(url, "POST", "/user/login", { email, password });
		const authorization = `Bearer ${token.accessToken}`;
		const put = (method: string, path: string, body: object) =>
			call(url, method, path, body, authorization);
		await put("PUT", "/nats/hub", { host: "10.9.9.9" });
		await put("PUT", "/router", { host: "10.9.9.9" });
		await put("POST", "/iofog", {
			name: "edge-1",
			fogType: 1,
			host: "10.0.0.1",
			routerMode: "none",
			natsMode: "none",
		});
		const options = {
			dir: project,
			env: {
				...process.env,
				JITI_ALIAS: JSON.stringify({ fogform: ENTRY }),
				IOFOG_CONTROLLER_URL: url,
				IOFOG_EMAIL: email,
				IOFOG_PASSWORD: password,
			},
		};
		Object.assign(process.env, options.env);
		await apply(await plan(options), options);
		expect(await plan(options)).toMatchObject({ hasChanges: false });
		const [microservice] = controller.world.microservices.all();
		expect(microservice).toMatchObject({
			name: "hello-world",
			registryId: 2,
			images: [1, 2].map((fogTypeId) => ({
				containerImage: "hello-world:0.1.0",
				fogTypeId,
			})),
			config: '{"greeting":"hello"}',
		});
		const path = join(project, "stacks/stack.ts");
		const before = readFileSync(path, "utf8");
		writeFileSync(path, before.replace('"hello"', '"bonjour"'));
		const changed = await plan({ ...options, allowRestarts: 0 });
		writeFileSync(path, before);
		expect(changed).toMatchObject({ hasChanges: true });
	} finally {
		await controller.close();
	}
}, 120_000);

async function call(
	url: string,
	method: string,
	path: string,
	body: object,
	authorization = "",
) {
	const answer = await fetch(`${url}/api/v3${path}`, {
		method,
		headers: { "Content-Type": "application/json", authorization },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(await answer.text());
	return JSON.parse((await answer.text()) || "{}");
}

test("the bundled program is one file that greets as its configuration says", async () => {
	await bundle();
	expect(readdirSync(join(project, "dist"))).toEqual(["main.js"]);
	const api = createServer((request, response) => {
		request.resume();
		response.end('{"status":"okay","config":"{\\"greeting\\":\\"moin\\"}"}');
	});
	api.listen(0, "127.0.0.1");
	await once(api, "listening");
	const { port } = api.address() as AddressInfo;
	const program = spawn(process.execPath, [join(project, "dist/main.js")], {
		cwd: folder,
		env: { SELFNAME: "m-1", IOFOG_LOCAL_API: `127.0.0.1:${port}` },
	});
	let said = "";
	program.stdout.on("data", (chunk) => {
		said += chunk;
	});
	try {
		await eventually("it is configured", async () =>
			said.includes('configured: {"greeting":"moin"}'),
		);
	} finally {
		program.kill("SIGTERM");
		await once(program, "exit");
		api.close();
		api.closeAllConnections();
	}
	expect(program.exitCode).toBe(0);
}, 60_000);

describeWithEngine(["an engine"])("on %s", () => {
	test("its Dockerfile gives an image that runs the program, not as root", async () => {
		const env = {
			DOCKER_HOST: `unix://${engineSocket}`,
			DOCKER_CONFIG: join(folder, "docker-config"),
			DOCKER_BUILDKIT: "0",
		};
		await makeNodeSlim(engineSocket);
		await bundle();
		const docker = async (...args: string[]) =>
			(
				await promisify(execFile)("docker", args, {
					env: { ...process.env, ...env },
				})
			).stdout.trim();
		const line = packageJson().scripts.image as string;
		expect(line).toBe(
			"npm run build && docker build -t hello-world:$npm_package_version .",
		);
		const image = "hello-world:0.1.0";
		try {
			await docker("build", "-t", image, project);
			expect(
				await docker(
					...["run", "--rm", "--network", "none", image],
					...[
						"node",
						"-p",
						"process.getuid() + require('fs').readdirSync('.')",
					],
				),
			).toBe("1000main.js");
		} finally {
			await docker("rmi", "-f", image);
		}
	}, 120_000);
});
