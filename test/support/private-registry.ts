import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why there is no registry to test with; undefined where there is one. */
export function noRegistry(): string | undefined {
	for (const [program, ...args] of [
		["docker-registry", "--version"],
		["htpasswd", "-nbB", "u", "p"],
	] as const)
		try {
			execFileSync(program, args, { stdio: "ignore" });
		} catch {
			return `${program} is not installed (Debian: docker-registry, apache2-utils)`;
		}
	return undefined;
}

/** An image registry on 127.0.0.1 that wants a password, over plain HTTP; it keeps its port and its images while it is down. */
export class PrivateRegistry {
	readonly username = "robot";
	readonly password = "s3cret+/=";
	private readonly folder = mkdtempSync(join(tmpdir(), "fogform-registry-"));
	private process: ChildProcess | undefined;

	private constructor(private readonly port: number) {
		const { username, password, folder } = this;
		const passwords = execFileSync("htpasswd", ["-nbB", username, password]);
		writeFileSync(join(folder, "passwords"), passwords);
		writeFileSync(
			join(folder, "config.yml"),
			`version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: ${folder}/data }, delete: { enabled: true } }
http: { addr: "127.0.0.1:${port}" }
auth: { htpasswd: { realm: test, path: ${folder}/passwords } }
`,
		);
	}

	/** Starts one on a free port. */
	static async open(): Promise<PrivateRegistry> {
		const probe = createServer().listen(0, "127.0.0.1");
		await once(probe, "listening");
		const { port } = probe.address() as AddressInfo;
		probe.close();
		await once(probe, "close");
		const registry = new PrivateRegistry(port);
		await registry.start();
		return registry;
	}

	/** `host:port`, as images name it. */
	get host(): string {
		return `127.0.0.1:${this.port}`;
	}

	async start(): Promise<void> {
		this.process = spawn(
			"docker-registry",
			["serve", join(this.folder, "config.yml")],
			{ stdio: "ignore" },
		);
		for (let tries = 0; tries < 200; tries++) {
			const answer = await fetch(`http://${this.host}/v2/`).catch(() => null);
			if (answer?.status === 401) return;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		throw new Error("the registry does not answer");
	}

	async stop(): Promise<void> {
		const { process } = this;
		if (!process || process.exitCode !== null) return;
		const ended = once(process, "close");
		process.kill();
		await ended;
	}

	/** The tags of a repository by a second path: the registry's API. */
	async tags(repository: string): Promise<string[]> {
		const { username, password } = this;
		const basic = Buffer.from(`${username}:${password}`).toString("base64");
		const answer = await fetch(
			`http://${this.host}/v2/${repository}/tags/list`,
			{ headers: { authorization: `Basic ${basic}` } },
		);
		const { tags } = (await answer.json()) as { tags?: string[] | null };
		return (tags ?? []).sort();
	}

	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
