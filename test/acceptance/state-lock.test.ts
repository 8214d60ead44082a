import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiagnosticError } from "../../src/core";
import {
	forceUnlock,
	parseState,
	printState,
	type StateSession,
	withState,
} from "../../src/engine/state";

const BUILTIN = 'provider["terraform.io/builtin/terraform"]';
const env = {
	PATH: process.env.PATH,
	CHECKPOINT_DISABLE: "1",
	TF_CLI_CONFIG_FILE: "/dev/null",
};

function terraformVersion(): string | undefined {
	try {
		const text = execFileSync("terraform", ["version", "-json"], { env });
		return JSON.parse(text.toString()).terraform_version;
	} catch {
		return undefined;
	}
}

const version = terraformVersion();
if (version === undefined) {
	console.log(
		"skipped: no terraform on the PATH, against which the lock could be tried",
	);
}
const withTerraform = version === undefined ? test.skip : test;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "fogform-lock-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A stack that only needs Terraform itself. */
function newStack(name: string, resource: object, output?: object) {
	const dir = join(folder, name);
	mkdirSync(dir);
	const path = join(dir, "terraform.web.tfstate");
	const backend = { local: { path } };
	writeFileSync(
		join(dir, "cdk.tf.json"),
		JSON.stringify({ terraform: { backend }, resource, output }),
	);
	terraform(dir, "init");
	return {
		dir,
		path,
		lock: join(dir, ".terraform.web.tfstate.lock.info"),
	};
}

function terraform(dir: string, ...args: string[]): string {
	return execFileSync("terraform", [...args, "-no-color"], {
		cwd: dir,
		env,
		stdio: "pipe",
	}).toString();
}

/** What Terraform says when it fails. */
function complaint(dir: string, ...args: string[]): string {
	try {
		terraform(dir, ...args);
	} catch (fault) {
		const text = String((fault as { stderr?: Buffer }).stderr);
		return text.replace(/\s+/g, " ");
	}
	throw new Error(`terraform ${args.join(" ")} did not fail`);
}

async function until(ready: () => boolean): Promise<void> {
	for (let i = 0; !ready(); i++) {
		if (i > 600) throw new Error("waited too long");
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

const ended = (child: ChildProcess) =>
	new Promise<number | null>((resolve) => child.once("close", resolve));

const open = <T>(path: string, work: (session: StateSession) => Promise<T>) =>
	withState(path, { operation: "apply" }, work);

async function refusal(call: Promise<unknown>): Promise<string> {
	const fault = await call.then(
		() => new Error("nothing was refused"),
		(reason) => reason,
	);
	if (!(fault instanceof DiagnosticError)) throw fault;
	return fault.message;
}

const data = (input: string) => ({ terraform_data: { a: { input } } });

withTerraform(
	"Terraform refuses a state that we hold, and takes it when we are done",
	async () => {
		const { dir, path } = newStack("ours", data("x"));
		await open(path, async (session) => {
			for (const command of [
				["plan"],
				["apply", "-auto-approve"],
				["destroy", "-auto-approve"],
			]) {
				const text = complaint(dir, ...command);
				expect(text).toContain("Error acquiring the state lock");
				expect(text).toContain("is a directory");
			}
			expect(session.state.size).toBe(0);
		});
		terraform(dir, "apply", "-auto-approve");
		expect(parseState(readFileSync(path), path).size).toBe(1);
	},
	60_000,
);

withTerraform(
	"we refuse a state that Terraform holds, and name its holder",
	async () => {
		const { dir, path, lock } = newStack("theirs", {
			terraform_data: {
				slow: { provisioner: [{ "local-exec": { command: "sleep 3" } }] },
			},
		});
		const child = spawn("terraform", ["apply", "-auto-approve"], {
			cwd: dir,
			env,
		});
		const end = ended(child);
		await until(() => existsSync(lock) && readFileSync(lock).length > 0);
		const { ID, Who } = JSON.parse(readFileSync(lock, "utf8"));
		const message = await refusal(open(path, async () => undefined));
		expect(message).toContain(
			`locked by Terraform: OperationTypeApply by ${Who}`,
		);
		expect(message).toContain(`lock ID ${ID}`);
		if (process.platform === "linux") {
			expect(message).toMatch(/Process \d+ holds it/);
			expect(await refusal(forceUnlock(path, ID))).toMatch(/^State locked/);
		}
		const waited = withState(
			path,
			{ operation: "plan", lockTimeoutSeconds: 60 },
			async (session) => session.state.size,
		);
		expect(await end).toBe(0);
		expect(await waited).toBe(1);
		expect(existsSync(lock)).toBe(false);
	},
	60_000,
);

withTerraform(
	"the lock file of a killed Terraform is forced by its ID",
	async () => {
		const { dir, path, lock } = newStack("killed", {
			terraform_data: {
				slow: { provisioner: [{ "local-exec": { command: "sleep 5" } }] },
			},
		});
		const child = spawn("terraform", ["apply", "-auto-approve"], {
			cwd: dir,
			env,
		});
		const end = ended(child);
		await until(() => existsSync(lock) && readFileSync(lock).length > 0);
		child.kill("SIGKILL");
		await end;
		const { ID } = JSON.parse(readFileSync(lock, "utf8"));
		expect(await refusal(open(path, async () => undefined))).toContain(
			`fogform force-unlock ${ID}`,
		);
		expect(await forceUnlock(path, ID)).toBe("removed");
		await open(path, async () => undefined);
	},
	60_000,
);

withTerraform(
	"Terraform refuses while a journal is unfolded, until we have recovered it",
	async () => {
		const { dir, path, lock } = newStack("crashed", data("x"));
		terraform(dir, "apply", "-auto-approve");
		const program = `
		const { withState } = require(${JSON.stringify(join(__dirname, "../../src/engine/state"))});
		withState(${JSON.stringify(path)}, { operation: "apply" }, async (session) => {
			await session.append({
				kind: "result",
				address: "terraform_data.b",
				provider: ${JSON.stringify(BUILTIN)},
				instance: {
					schemaVersion: 0,
					attributes: '{"id":"made-by-us","input":null,"output":null,"triggers_replace":null}',
					sensitiveAttributes: [],
				},
			});
			process.kill(process.pid, "SIGKILL");
		});`;
		const file = join(dir, "crash.ts");
		writeFileSync(file, program);
		const jiti = join(__dirname, "../../node_modules/jiti/lib/jiti-cli.mjs");
		await ended(spawn(process.execPath, [jiti, file]));
		expect(existsSync(lock)).toBe(true);
		expect(complaint(dir, "plan")).toContain("Error acquiring the state lock");
		await withState(path, { operation: "state list" }, async (session) => {
			expect(session.recovered).toMatchObject({
				operation: "apply",
				changes: 1,
			});
		});
		expect(existsSync(lock)).toBe(false);
		expect(terraform(dir, "state", "list")).toBe(
			"terraform_data.a\nterraform_data.b\n",
		);
		expect(terraform(dir, "plan")).toContain("1 to destroy");
	},
	60_000,
);

withTerraform(
	"a state goes back and forth without a difference",
	async () => {
		const { dir, path } = newStack(
			"both",
			{
				terraform_data: {
					a: {
						for_each: { "10": "ten", "9": "<&>", é: `\${2}` },
						input: `\${each.value}`,
					},
					b: {
						count: 11,
						input: [1e30, 0.1, `\${count.index}`],
						depends_on: ["terraform_data.a"],
					},
				},
			},
			{ all: { value: `\${terraform_data.b[*].output}`, sensitive: true } },
		);
		terraform(dir, "apply", "-auto-approve");
		const bytes = readFileSync(path);
		expect(printState(parseState(bytes, path)).toString()).toBe(
			bytes.toString(),
		);
		await open(path, async (session) => {
			const entry = session.state.get("terraform_data.b[10]");
			await session.append({
				kind: "result",
				address: "terraform_data.b[10]",
				instance: { ...entry?.current, schemaVersion: 0, tainted: true },
			});
		});
		expect(terraform(dir, "plan")).toContain("terraform_data.b[10] is tainted");
		terraform(dir, "untaint", "terraform_data.b[10]");
		const ours = parseState(readFileSync(path), path);
		expect(ours.header.serial).toBe(parseState(bytes, path).header.serial + 2);
		const text = (b: Buffer) => b.toString().replace(/"serial": \d+/, "");
		expect(text(readFileSync(path))).toBe(text(bytes));
	},
	60_000,
);

withTerraform(
	"a state that we made is Terraform's too",
	async () => {
		const { dir, path } = newStack("made", data("y"));
		await open(path, (session) =>
			session.append({
				kind: "result",
				address: "terraform_data.a",
				provider: BUILTIN,
				instance: {
					schemaVersion: 0,
					attributes:
						'{"id":"i","input":{"value":"y","type":"string"},"output":{"value":"y","type":"string"},"triggers_replace":null}',
					sensitiveAttributes: [],
				},
			}),
		);
		expect(terraform(dir, "plan")).toContain("No changes.");
	},
	60_000,
);
