import { basename, dirname, join } from "node:path";

/** Where everything lies that belongs to one state file. */
export interface StatePaths {
	readonly state: string;
	/** The folder of the state file. */
	readonly folder: string;
	/** The state before the last write, as Terraform names it. */
	readonly backup: string;
	readonly journal: string;
	/** Terraform's lock file is at this path, and so is the folder that is our lock. */
	readonly lock: string;
	/** Folder of the last states. */
	readonly kept: string;
	/** A state that could not be put in place. */
	readonly errored: string;
}

/** Derives the paths from the state file's path: `terraform.web.tfstate` has `.fogform/states/web/`, `.terraform.web.tfstate.journal`, … beside it. */
export function pathsOf(state: string): StatePaths {
	const folder = dirname(state);
	const name = basename(state);
	const stack =
		/^terraform\.(.+)\.tfstate$/.exec(name)?.[1] ??
		/^(.+)\.tfstate$/.exec(name)?.[1] ??
		name;
	return {
		state,
		folder,
		backup: `${state}.backup`,
		journal: join(folder, `.${name}.journal`),
		lock: join(folder, `.${name}.lock.info`),
		kept: join(folder, ".fogform", "states", stack),
		errored: join(folder, `errored.${name}`),
	};
}

/** What version control must not hold: patterns for `.gitignore` that cover every file that this folder writes. */
export const IGNORED_FILES: readonly string[] = [
	"*.tfstate",
	"*.tfstate.*",
	".fogform/",
];
