import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { installPlugin } from "./install";
import { PROVIDER, packageFolder, thisPlatform } from "./layout";
import {
	type LockEntry,
	mergeLockFile,
	readLockFile,
	writeText,
} from "./lock-file";
import { type Plugin, pluginAs } from "./plugin";
import { exactVersion, fullAddress, type RequiredProvider } from "./required";

/**
 * Makes the folder of a synthesized stack one in which `terraform init` finds the plugin without a registry: a copy below
 * `terraform.d/plugins`, and a lock file. cdktf runs `terraform providers lock`, which asks registries and nothing else, unless the lock
 * file has an entry for every provider of the stack: so the others get one too, without hashes, where one exact version is asked for.
 * Returns the addresses of those that got none.
 */
export function vendorStack(
	folder: string,
	required: readonly RequiredProvider[],
	plugin: Plugin,
): string[] {
	const lockPath = join(folder, ".terraform.lock.hcl");
	// What is not understood was left by a process that was killed; `init` gathers anew what it held.
	const before = readLockFile(lockPath) ?? undefined;
	const entries: LockEntry[] = [];
	const unlocked: string[] = [];
	for (const { source, version: constraint = "" } of required) {
		if (source === undefined) continue;
		const address = fullAddress(source);
		const exact = exactVersion(constraint);
		const ours = isOurs(address) ? pluginAs(plugin, exact) : undefined;
		if (ours) {
			vendor(join(folder, "terraform.d/plugins"), address, ours);
			entries.push({
				address,
				version: ours.version,
				// cdktf takes a provider without constraints for one that must have version 0 in the lock file.
				constraints: exact ?? (constraint || ">= 0.0.0"),
				hashes: [ours.hash],
			});
		} else if (exact !== undefined)
			entries.push({
				address,
				version: exact,
				constraints: exact,
				hashes: [],
			});
		else if (!before?.blocks.has(address)) unlocked.push(address);
	}
	writeText(lockPath, mergeLockFile(before, entries));
	return unlocked;
}

/**
 * Gives a provider that is not ours an entry in the lock file of a synthesized stack, without hashes, which `init` fills in: without one, cdktf asks
 * a registry for them, even where a mirror has the provider. Nothing is done where the constraint allows several versions.
 */
export function lockProvider(
	folder: string,
	{ source = "", version: constraint = "" }: RequiredProvider,
): void {
	const version = exactVersion(constraint);
	if (version === undefined) return;
	const path = join(folder, ".terraform.lock.hcl");
	const entry = {
		address: fullAddress(source),
		version,
		constraints: version,
		hashes: [],
	};
	writeText(path, mergeLockFile(readLockFile(path) ?? undefined, [entry]));
}

function isOurs(address: string): boolean {
	return address.endsWith(`/${PROVIDER}`);
}

function vendor(mirror: string, address: string, plugin: Plugin): void {
	const platform = thisPlatform();
	installPlugin(mirror, plugin, [address], [platform]);
	const version = dirname(
		packageFolder(mirror, address, plugin.version, platform),
	);
	// Left by older versions of this package.
	for (const entry of readdirSync(dirname(version)))
		if (entry !== plugin.version)
			rmSync(join(dirname(version), entry), { recursive: true, force: true });
}
