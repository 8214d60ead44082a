import {
	chmodSync,
	closeSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Credentials } from "./credentials";
import type { Microservice, Registry } from "./microservice";
import type { Memory } from "./plan";
import { type AgentSettings, DEFAULT_SETTINGS } from "./wire";

/** What an agent keeps, so that it can work without its Controller. */
export interface Kept {
	readonly settings: AgentSettings;
	/** Undefined until the Controller has told what to run. */
	readonly desired: readonly Microservice[] | undefined;
	readonly registries: readonly Registry[];
	/** By uuid of the microservice: only what has to outlive the process. */
	readonly memory: Readonly<
		Record<string, Pick<Memory, "deployed" | "rebuild" | "stuck">>
	>;
}

const NOTHING: Kept = {
	settings: DEFAULT_SETTINGS,
	desired: undefined,
	registries: [],
	memory: {},
};

/** The data folder of an agent: credentials and what it was told last, readable by its owner alone. */
export class Store {
	private last = "";

	/** Makes the folder where it is missing. */
	constructor(readonly folder: string) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		chmodSync(folder, 0o700);
	}

	/** Undefined where the agent is not provisioned. */
	credentials(): Credentials | undefined {
		return this.read<Credentials>("credentials.json");
	}

	saveCredentials(credentials: Credentials): void {
		this.write("credentials.json", JSON.stringify(credentials));
	}

	kept(): Kept {
		return { ...NOTHING, ...this.read<Kept>("desired.json") };
	}

	/** Keeps what changed; what is on the disk already is not written again. */
	keep(kept: Kept): void {
		const text = JSON.stringify(kept);
		if (text === this.last) return;
		this.write("desired.json", text);
		this.last = text;
	}

	/** Forgets everything that belongs to the provisioning. */
	forget(): void {
		for (const name of ["desired.json", "credentials.json"])
			rmSync(join(this.folder, name), { force: true });
		for (const name of ["volume-mounts", "volume-files"])
			rmSync(join(this.folder, name), { recursive: true, force: true });
		this.last = "";
	}

	private read<T>(name: string): T | undefined {
		const path = join(this.folder, name);
		let text: string;
		try {
			text = readFileSync(path, "utf8");
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
			throw error;
		}
		try {
			return JSON.parse(text) as T;
		} catch {
			throw new Error(
				`${path} is damaged. Where it cannot be restored, remove it; the Controller tells its content again, but for credentials.json, after which the agent has to be provisioned with a new key.`,
			);
		}
	}

	/** A killed process leaves the old file or the new one, never half of it. */
	private write(name: string, text: string): void {
		const path = join(this.folder, name);
		const next = `${path}.next`;
		try {
			const file = openSync(next, "w", 0o600);
			try {
				writeFileSync(file, text);
				fsyncSync(file);
			} finally {
				closeSync(file);
			}
			renameSync(next, path);
		} catch (error) {
			throw new Error(
				`The agent cannot write ${path}: ${(error as Error).message}`,
			);
		}
	}
}
