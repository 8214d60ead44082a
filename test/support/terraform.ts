import { spawnSync } from "node:child_process";

function environment(): NodeJS.ProcessEnv {
	const { TF_CLI_CONFIG_FILE: _, ...rest } = process.env;
	return { ...rest, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
}

/** Runs Terraform in a folder; standard output, or an error with what it printed. */
export function terraform(dir: string, ...args: string[]): string {
	const { status, stdout, stderr, error } = spawnSync("terraform", args, {
		cwd: dir,
		env: environment(),
		encoding: "utf8",
	});
	if (error) throw error;
	if (status !== 0)
		throw new Error(`terraform ${args.join(" ")}: ${stdout}${stderr}`);
	return stdout;
}

/** True where Terraform is installed. */
export const hasTerraform =
	spawnSync("terraform", ["version"], { env: environment() }).status === 0;

if (!hasTerraform)
	console.log(
		"skipped: what is compared with Terraform, as no terraform is on the PATH",
	);
