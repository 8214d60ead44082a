import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const { VERSIONS, tofuPath } = require("../../scripts/opentofu") as {
	VERSIONS: Readonly<Record<string, string>>;
	tofuPath(version: string): string;
};

/** A Terraform or an OpenTofu on this machine. */
export interface Binary {
	/** For titles of tests, e.g. `OpenTofu 1.12.6`. */
	readonly name: string;
	readonly product: "terraform" | "opentofu";
	/** What to run: a path, or a name that is on the PATH. */
	readonly path: string;
}

/** Variables under which Terraform and OpenTofu do what a test says: no settings of this user, no calls home, no colours of a terminal. */
export function cleanEnvironment(
	more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
	const env: NodeJS.ProcessEnv = {};
	for (const [name, value] of Object.entries(process.env))
		if (!/^(TF_|TERRAFORM_|CDKTF_|IOFOG_)/.test(name)) env[name] = value;
	return { ...env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", ...more };
}

function find(): Binary[] {
	const found: Binary[] = [];
	const { stdout, status } = spawnSync("terraform", ["version", "-json"], {
		env: cleanEnvironment(),
		encoding: "utf8",
	});
	if (status === 0)
		found.push({
			name: `Terraform ${JSON.parse(stdout).terraform_version}`,
			product: "terraform",
			path: "terraform",
		});
	else console.log("skipped: Terraform, as no terraform is on the PATH");
	for (const version of Object.keys(VERSIONS)) {
		const path = tofuPath(version);
		if (existsSync(path))
			found.push({ name: `OpenTofu ${version}`, product: "opentofu", path });
		else
			console.log(
				`skipped: OpenTofu ${version}, as it is not built; with Go on the PATH, build it: node scripts/opentofu.js`,
			);
	}
	return found;
}

/** Every Terraform and OpenTofu there is, Terraform first; the reason why one is missing is printed. */
export const binaries: readonly Binary[] = find();

/** The Terraform on the PATH, or undefined. */
export const terraformBinary = binaries.find((b) => b.product === "terraform");

/** The newest OpenTofu that is built, or undefined. */
export const tofuBinary = binaries.find((b) => b.product === "opentofu");
