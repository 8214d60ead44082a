import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { StackOptions } from "../types";
import type { Faults } from "./faults";
import { fail, OUTPUT, outputFolder, readJson } from "./files";
import type { StackSource } from "./read";
import { isObject, suggestion } from "./shape";
import { synthesize } from "./synth";

/** A stack of a project, with the stacks that must be applied before it. */
export interface ProjectStack extends StackSource {
	readonly dependencies: readonly string[];
}

/** What a folder holds. */
export interface Project {
	/** The project's folder, where variable files lie too. */
	readonly directory: string;
	/** In dependency order. */
	readonly stacks: readonly ProjectStack[];
}

/** Finds the stacks of a folder, synthesizing them first where it is a project; all of them, in dependency order. */
export async function readProject(
	options: Pick<
		StackOptions,
		"dir" | "output" | "skipSynth" | "env" | "signal" | "onEvent"
	>,
): Promise<Project> {
	const dir = resolve(options.dir);
	if (!existsSync(dir))
		fail("No such folder", `There is no file or folder ${dir}.`);
	if (statSync(dir).isFile())
		return { directory: dirname(dir), stacks: [singleStack(dir)] };
	if (existsSync(join(dir, "cdktf.json"))) {
		const output = outputFolder(dir, options.output);
		if (!options.skipSynth) await synthesize({ ...options, dir });
		else if (!existsSync(join(output, "manifest.json")))
			fail(
				"Nothing synthesized",
				`There is no ${join(output, "manifest.json")}. Synthesize the stacks first, or leave out --skip-synth:\n    fogform synth`,
			);
		return { directory: dir, stacks: readManifest(output) };
	}
	// What was synthesized elsewhere, as its own folder or below this one.
	for (const output of [dir, resolve(dir, options.output ?? OUTPUT)])
		if (existsSync(join(output, "manifest.json")))
			return { directory: dir, stacks: readManifest(output) };
	const files = readdirSync(dir).filter((file) => file.endsWith(".tf.json"));
	if (files.length === 1)
		return {
			directory: dir,
			stacks: [singleStack(join(dir, files[0] as string))],
		};
	return fail(
		"No stacks",
		files.length === 0
			? `${dir} holds neither cdktf.json nor a synthesized stack (manifest.json or *.tf.json). Go to the folder of your project, or begin one:\n    fogform init`
			: `${dir} holds several *.tf.json files: a stack must be one file, as cdktf writes it.`,
	);
}

function singleStack(file: string): ProjectStack {
	const json = readJson(file);
	const metadata = (
		json as { "//"?: { metadata?: { stackName?: unknown } } } | null
	)?.["//"]?.metadata?.stackName;
	const folder = basename(dirname(file));
	return {
		name: typeof metadata === "string" ? metadata : folder || "main",
		file,
		directory: dirname(file),
		dependencies: [],
	};
}

interface Manifest {
	stacks: Record<
		string,
		{
			name?: string;
			workingDirectory?: string;
			synthesizedStackPath?: string;
			annotations?: {
				level?: string;
				message?: string;
				constructPath?: string;
			}[];
			dependencies?: string[];
		}
	>;
}

function readManifest(output: string): ProjectStack[] {
	const file = join(output, "manifest.json");
	const manifest = readJson(file) as Manifest;
	if (!isObject(manifest as never) || !isObject(manifest.stacks as never))
		fail(
			"Invalid manifest",
			"The file does not list any stacks. Synthesize them again:\n    fogform synth",
			file,
		);
	const stacks = Object.entries(manifest.stacks).map(([name, stack]) => {
		for (const annotation of stack.annotations ?? [])
			if (annotation.level === "@cdktf/error")
				fail(
					"Synthesis reported an error",
					`${annotation.constructPath ?? name}: ${annotation.message ?? ""}`,
				);
		const path = join(
			output,
			stack.synthesizedStackPath ?? join("stacks", name, "cdk.tf.json"),
		);
		if (!existsSync(path))
			fail(
				"Synthesized stack missing",
				existsSync(path.replace(/\.json$/, ""))
					? `${dirname(path)} holds HCL, not JSON. Synthesize without --hcl.`
					: `There is no ${path}. Synthesize the stacks again:\n    fogform synth`,
			);
		return {
			name,
			file: path,
			directory: dirname(path),
			dependencies: stack.dependencies ?? [],
		};
	});
	return inOrder(stacks);
}

/** Stacks after those that they depend on, otherwise as they stand. */
function inOrder(stacks: ProjectStack[]): ProjectStack[] {
	const byName = new Map(stacks.map((stack) => [stack.name, stack]));
	const done = new Set<ProjectStack>();
	const path: string[] = [];
	const visit = (stack: ProjectStack) => {
		if (done.has(stack)) return;
		if (path.includes(stack.name))
			fail(
				"Stacks depend on each other",
				`Cycle: ${[...path.slice(path.indexOf(stack.name)), stack.name].join(" → ")}.`,
			);
		path.push(stack.name);
		for (const name of stack.dependencies) {
			const before = byName.get(name);
			if (before) visit(before);
		}
		path.pop();
		done.add(stack);
	};
	for (const stack of stacks) visit(stack);
	return [...done];
}

function globPattern(glob: string): RegExp {
	const source = glob.replace(/[.+^${}()|\\]|\*+|\?/g, (part) =>
		part.startsWith("*") ? ".*" : part === "?" ? "." : `\\${part}`,
	);
	try {
		return new RegExp(`^${source}$`, "s");
	} catch {
		return fail("Invalid stack name", `"${glob}" is not a valid pattern.`);
	}
}

/** The stacks that names and globs select, in the order of the project; every one of them must match a stack. */
export function selectStacks(
	project: Project,
	names: readonly string[] | undefined,
): readonly ProjectStack[] {
	if (!names || names.length === 0) return project.stacks;
	const selected = new Set<ProjectStack>();
	const known = project.stacks.map((stack) => stack.name);
	for (const name of names) {
		const exact = project.stacks.filter((stack) => stack.name === name);
		const pattern = globPattern(name);
		const matches =
			exact.length > 0
				? exact
				: project.stacks.filter((stack) => pattern.test(stack.name));
		if (matches.length === 0)
			fail(
				"No such stack",
				`No stack is named "${name}".${suggestion(name, known)} The stacks are: ${known.join(", ") || "none"}.`,
			);
		for (const match of matches) selected.add(match);
	}
	return project.stacks.filter((stack) => selected.has(stack));
}

/** Says which stacks are left out because they need other providers; a stack that was named is an error instead. */
export function reportOthers(
	others: ReadonlyMap<string, readonly string[]>,
	named: boolean,
	faults: Faults,
): void {
	if (others.size === 0) return;
	for (const [stack, providers] of others)
		if (named)
			faults.error(
				"Other providers",
				`Stack "${stack}" uses the provider ${providers.map((p) => `"${p}"`).join(", ")}, which needs Terraform: run this stack with \`cdktf deploy\`.`,
			);
	if (!named)
		faults.warning(
			"Stacks left out",
			`${[...others.keys()].join(", ")}: these stacks use other providers, which need Terraform: run them with \`cdktf deploy\`.`,
		);
}
