import { homedir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { type DefineSubcommand, does } from "../command";
import { UsageError } from "../failure";
import { vendor } from "../lazy";
import type { Terminal } from "../terminal";

interface Flags {
	readonly dir?: string;
	readonly user?: boolean;
}

const DEFAULT_FOLDER = "terraform.d/plugins";

/** `fogform plugin install`: puts the plugin where Terraform and OpenTofu look for providers without asking a registry. */
export const define: DefineSubcommand = (plugin, run) => {
	const command = plugin
		.command("install")
		.description(
			"copy the plugin to where `terraform init` and `tofu init` find it without a registry",
		)
		.option("--dir <folder>", `folder of plugins; default: ${DEFAULT_FOLDER}`)
		.option("--user", "into your own folder of plugins, for all projects");
	does<Flags>(command, run, async ({ terminal, options }) => {
		const folder = resolve(folderOf(options));
		const {
			HOSTS,
			installPlugin,
			PROVIDER,
			readPlugin,
			thisPlatform,
			USUAL_PLATFORMS,
		} = vendor();
		const found = readPlugin();
		if (!found) throw notBuilt();
		const addresses = HOSTS.map((host) => `${host}/${PROVIDER}`);
		const platforms = [...new Set([thisPlatform(), ...USUAL_PLATFORMS])];
		const written = installPlugin(folder, found, addresses, platforms);
		terminal.print(
			`${PROVIDER} ${found.version} ${written.length > 0 ? "is installed" : "was installed already"} in ${shown(folder)}\nfor ${platforms.join(", ")}.`,
		);
		relock(folder, found, addresses, terminal);
		return undefined;
	});
};

function folderOf({ dir, user }: Flags): string {
	if (dir !== undefined && user)
		throw new UsageError(
			"Two folders",
			"--dir names one folder and --user another: give one of them.",
		);
	if (dir === "")
		throw new UsageError("No folder", "--dir needs the path of a folder.");
	// Where it exists, OpenTofu looks there too, before its own.
	return user
		? join(homedir(), ".terraform.d", "plugins")
		: (dir ?? DEFAULT_FOLDER);
}

/** Other bytes under a version that the project has locked, as a rebuilt plugin has them, would make `init` fail: its entry follows. */
function relock(
	folder: string,
	plugin: { readonly version: string; readonly hash: string },
	addresses: readonly string[],
	terminal: Terminal,
): void {
	if (!folder.endsWith(join("/", DEFAULT_FOLDER))) return;
	const { mergeLockFile, readLockFile, writeText } = vendor();
	const path = join(dirname(dirname(folder)), ".terraform.lock.hcl");
	const before = readLockFile(path);
	if (!before) return;
	const entries = addresses.flatMap((address) => {
		const block = before.blocks.get(address);
		return block?.version === plugin.version &&
			!block.hashes.includes(plugin.hash)
			? [{ ...block, hashes: [plugin.hash] }]
			: [];
	});
	if (entries.length === 0) return;
	writeText(path, mergeLockFile(before, entries));
	terminal.print(
		`${shown(path)} knew another build of this version; it knows this one now.`,
	);
}

function shown(path: string): string {
	const short = relative("", path);
	return short.startsWith("..") ? path : short;
}

/** What to say where the package lacks its plugin, which only a clone that was not built does. */
export function notBuilt(): UsageError {
	return new UsageError(
		"No plugin",
		"This is a clone of fogform that is not built. Build it:\n    npm run build",
	);
}
