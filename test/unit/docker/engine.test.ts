import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine, EngineError, type HostOptions } from "../../../src/docker";
import { LikeDocker, type Program } from "../../support/like-docker";

const closing: (() => unknown)[] = [];
const PATH = process.env.PATH;
afterEach(async () => {
	process.env.PATH = PATH;
	for (const close of closing.splice(0).reverse()) await close();
});

function dockerLike(program?: Program): LikeDocker {
	const docker = new LikeDocker(program);
	closing.push(() => docker.close());
	return docker;
}

function engineAt(host: string, options?: HostOptions): Engine {
	const engine = new Engine(host, options);
	closing.push(() => engine.close());
	return engine;
}

/** A program that says what it was given. */
const echo: Program = (words, input) => ({
	frames: [
		[1, `${words.join(" ")}\n`],
		[2, "a warning – "],
		[1, `got ${JSON.stringify(input)}`],
	],
	code: 3,
});

const ECHOED = {
	exitCode: 3,
	output: 'agent --key-file -\na warning – got "key\\n"',
};

describe.each<[string, (docker: LikeDocker) => Promise<Engine>]>([
	["a socket", async (docker) => engineAt(await docker.onSocket())],
	["TCP", async (docker) => engineAt(`tcp://${await docker.onTcp()}`)],
	[
		"TLS",
		async (docker) => {
			const { address, certPath } = await docker.onTls();
			return engineAt(`tcp://${address}`, { certPath });
		},
	],
	[
		"TLS by the environment",
		async (docker) => {
			const { address, certPath } = await docker.onTls();
			const env = { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certPath };
			return engineAt(`tcp://${address}`, { env });
		},
	],
	[
		"SSH",
		async (docker) => {
			await docker.onSocket();
			process.env.PATH = `${docker.ssh().path}:${PATH}`;
			return engineAt("ssh://ops@edge-1:2222");
		},
	],
])("over %s", (_name, open) => {
	test("calls are answered, on a connection that is kept", async () => {
		const docker = dockerLike();
		const engine = await open(docker);
		for (let i = 0; i < 3; i++)
			expect((await engine.version()).ApiVersion).toBe("1.41");
		expect(docker.asked).toEqual(Array(3).fill("GET /version"));
	});

	test("a command gets its standard input to its end, and gives output and exit code", async () => {
		const docker = dockerLike(echo);
		const engine = await open(docker);
		const command = ["agent", "--key-file", "-"];
		expect(await engine.exec("edge", { command, input: "key\n" })).toEqual(
			ECHOED,
		);
		// The connection for calls is still good.
		expect((await engine.version()).Version).toBe("20.10");
	});
});

describe("commands", () => {
	const onSocket = async (program: Program) =>
		engineAt(await dockerLike(program).onSocket());

	test("without input they read nothing", async () => {
		const engine = await onSocket(echo);
		const { output } = await engine.exec("edge", { command: ["x"] });
		expect(output).toContain('got ""');
	});

	test("of what they say the end is kept", async () => {
		const engine = await onSocket(() => ({
			frames: [
				[1, "first ".repeat(20_000)],
				[1, "the last words"],
			],
			code: 0,
		}));
		const { output } = await engine.exec("edge", { command: ["x"] });
		expect(output.length).toBeLessThanOrEqual(64 * 1024);
		expect(output).toMatch(/first the last words$/);
	});

	test("one that does not end is not waited for for ever", async () => {
		const engine = await onSocket(() => "hangs");
		const running = engine.exec("edge", { command: ["x"], patience: 300 });
		await expect(running).rejects.toThrow(
			"The command has not ended within 0.3 seconds",
		);
	});

	test("a stop ends the wait at once", async () => {
		const engine = await onSocket(() => "hangs");
		const stop = new AbortController();
		const running = engine.exec("edge", {
			command: ["x"],
			signal: stop.signal,
		});
		setTimeout(() => stop.abort(), 50);
		await expect(running).rejects.toThrow();
	});

	test.each([
		["no such container", "nobody", 404, "No such container: nobody"],
		["one that does not run", "stopped", 409, "is not running"],
		["a name that is no path", "../../edge", 404, "No such container"],
	])("in %s: refused", async (_name, id, status, message) => {
		const engine = await onSocket(echo);
		const refused = await engine
			.exec(id, { command: ["x"] })
			.catch((error) => error);
		expect(refused).toBeInstanceOf(EngineError);
		expect(refused.status).toBe(status);
		expect(refused.message).toContain(message);
	});

	test("a connection that is lost meanwhile is no success", async () => {
		const engine = await onSocket(() => "vanishes");
		await expect(engine.exec("edge", { command: ["x"] })).rejects.toThrow();
	});
});

describe("an engine that cannot be reached says why", () => {
	const why = async (engine: Engine) => {
		const error = await engine.version().then(
			() => undefined,
			(error) => error,
		);
		expect(error).toBeInstanceOf(EngineError);
		expect(error.status).toBe(0);
		return error.message as string;
	};

	test("no socket", async () => {
		expect(await why(engineAt("unix:///nonexistent/docker.sock"))).toBe(
			"The Docker Engine at unix:///nonexistent/docker.sock cannot be reached: there is no such socket: is Docker installed and running?",
		);
	});

	test("nobody listens", async () => {
		const docker = new LikeDocker();
		const address = await docker.onTcp();
		await docker.close();
		expect(await why(engineAt(`tcp://${address}`))).toContain(
			"nobody listens there: is Docker running?",
		);
	});

	test("a certificate that the authority has not signed", async () => {
		const docker = dockerLike();
		const { address } = await docker.onTls();
		const other = await dockerLike().onTls();
		expect(
			await why(engineAt(`tcp://${address}`, { certPath: other.certPath })),
		).toMatch(/self-signed|certificate/);
	});

	test("a client without the certificate that the engine wants", async () => {
		const docker = dockerLike();
		const { address, certPath } = await docker.onTls();
		const stranger = await dockerLike().onTls();
		const mixed = join(docker.folder, "mixed");
		mkdirSync(mixed);
		for (const [file, folder] of [
			["ca.pem", certPath],
			["cert.pem", stranger.certPath],
			["key.pem", stranger.certPath],
		] as const)
			writeFileSync(join(mixed, file), readFileSync(join(folder, file)));
		expect(
			await why(engineAt(`tcp://${address}`, { certPath: mixed })),
		).toContain("cannot be reached");
	});

	test("TLS where there is none", async () => {
		const docker = dockerLike();
		const address = await docker.onTcp();
		const { certPath } = await docker.onTls();
		expect(await why(engineAt(`tcp://${address}`, { certPath }))).toContain(
			"cannot be reached",
		);
	});

	test("a socket that the user may not use", async () => {
		const socket = await dockerLike().onSocket();
		chmodSync(socket, 0);
		// Root may use every socket.
		const isRoot = process.geteuid?.() === 0;
		if (isRoot) process.seteuid?.(65_534);
		try {
			expect(await why(engineAt(socket))).toContain(
				"you may not use it: run as root or as a member of the group docker",
			);
		} finally {
			if (isRoot) process.seteuid?.(0);
		}
	});

	test("ssh that is refused says what it said", async () => {
		const docker = dockerLike();
		const { path } = docker.ssh({
			says: "ops@edge-1: Permission denied (publickey).",
			code: 255,
		});
		process.env.PATH = `${path}:${PATH}`;
		const text = await why(engineAt("ssh://ops@edge-1"));
		expect(text).toContain("Permission denied (publickey)");
		expect(text).toContain("ssh ops@edge-1 docker version");
	});

	test("ssh to a host without Docker's program", async () => {
		const docker = dockerLike();
		const { path } = docker.ssh({
			says: "sh: docker: command not found",
			code: 127,
		});
		process.env.PATH = `${path}:${PATH}`;
		expect(await why(engineAt("ssh://edge-1"))).toContain(
			"there is no program docker for edge-1",
		);
	});

	test("no program ssh", async () => {
		process.env.PATH = "/nonexistent";
		expect(await why(engineAt("ssh://edge-1"))).toContain(
			"the program ssh is not installed",
		);
	});
});

test.each<[string, string[]]>([
	["ssh://edge-1", ["--", "edge-1", "docker", "system", "dial-stdio"]],
	[
		"ssh://ops@edge-1:2222",
		[
			...["-l", "ops", "-p", "2222", "--", "edge-1"],
			...["docker", "system", "dial-stdio"],
		],
	],
	[
		"ssh://ops@[fe80::1]/run/it's/docker.sock",
		[
			...["-l", "ops", "--", "fe80::1", "docker"],
			...["--host", "'unix:///run/it'\\''s/docker.sock'"],
			...["system", "dial-stdio"],
		],
	],
])(
	"what ssh is told for %s, without a question to anybody",
	async (host, words) => {
		const docker = dockerLike();
		await docker.onSocket();
		const { path, log } = docker.ssh();
		process.env.PATH = `${path}:${PATH}`;
		await engineAt(host).version();
		const [said] = readFileSync(log, "utf8").split("\n");
		const told = JSON.parse(said as string) as string[];
		expect(told.slice(0, 5)).toEqual([
			"-o",
			"BatchMode=yes",
			"-o",
			"ConnectTimeout=20",
			"-T",
		]);
		expect(told.slice(5)).toEqual(words);
	},
);
