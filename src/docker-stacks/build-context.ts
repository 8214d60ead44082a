import { createHash } from "node:crypto";
import {
	chmodSync,
	constants,
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type ISynthesisSession, TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** One file of a build context by its name in it: a file or a link of this machine, or a text. */
export type ContextFile =
	| { readonly name: string; readonly source: string }
	| { readonly name: string; readonly content: string };

/** Arguments of a build context. */
export interface BuildContextConfig {
	readonly files: readonly ContextFile[];
}

const ASSETS = "assets";
const HASH_DIGITS = 16;

/**
 * The files from which an image is built, kept beside the stack: copied there when it is synthesized, so that what is built is what the hash says.
 * Constructing one reads every file.
 */
export class BuildContext extends Construct {
	/** 16 hex digits of names, modes and contents: another one where any of them differs, the same on every machine. */
	readonly hash: string;
	/** Where Terraform finds the folder. */
	readonly path: string;
	private readonly files: readonly ContextFile[];
	private readonly folder: string;

	constructor(scope: Construct, id: string, { files }: BuildContextConfig) {
		super(scope, id);
		this.files = [...files].sort((a, b) =>
			a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
		);
		this.hash = hashOf(this.files);
		this.folder = this.node.addr.slice(-10);
		this.path = `\${path.module}/${ASSETS}/${this.folder}/${this.hash}`;
		// The hook that assets of cdktf use, known by its symbol in cdktf and cdktn alike.
		Object.defineProperty(this, Symbol.for("cdktf/customSynthesis"), {
			value: {
				onSynthesize: (session: ISynthesisSession) => this.write(session),
			},
		});
	}

	private write({ outdir, manifest }: ISynthesisSession): void {
		const { workingDirectory } = manifest.forStack(TerraformStack.of(this));
		const parent = join(outdir, workingDirectory, ASSETS, this.folder);
		mkdirSync(parent, { recursive: true });
		for (const name of readdirSync(parent))
			if (name !== this.hash)
				rmSync(join(parent, name), { recursive: true, force: true });
		const target = join(parent, this.hash);
		if (existsSync(target)) return;
		// Beside its place, so that a synthesis that is cut off leaves no half of it there.
		const half = mkdtempSync(join(parent, "half-"));
		for (const file of this.files) put(file, join(half, file.name));
		chmodSync(half, 0o755);
		renameSync(half, target);
	}
}

const isExecutable = (mode: number) => (mode & 0o100) !== 0;

function hashOf(files: readonly ContextFile[]): string {
	const all = createHash("sha256");
	for (const file of files) {
		const [kind, content] = read(file);
		const digest = createHash("sha256").update(content).digest("hex");
		all.update(`${JSON.stringify(file.name)} ${kind} ${digest}\n`);
	}
	return all.digest("hex").slice(0, HASH_DIGITS);
}

function read(file: ContextFile): [kind: string, content: Buffer | string] {
	if ("content" in file) return ["file", file.content];
	const status = lstatSync(file.source);
	if (status.isSymbolicLink()) return ["link", readlinkSync(file.source)];
	return [
		isExecutable(status.mode) ? "program" : "file",
		readFileSync(file.source),
	];
}

function put(file: ContextFile, target: string): void {
	mkdirSync(dirname(target), { recursive: true });
	if ("content" in file) {
		writeFileSync(target, file.content);
		return;
	}
	const status = lstatSync(file.source);
	if (status.isSymbolicLink()) symlinkSync(readlinkSync(file.source), target);
	else {
		copyFileSync(file.source, target, constants.COPYFILE_FICLONE);
		// Other bits depend on who checked the sources out, and would be another layer elsewhere.
		chmodSync(target, isExecutable(status.mode) ? 0o755 : 0o644);
	}
}
