import type { Define, DefineSubcommand } from "../command";
import { define as debug } from "./plugin-debug";
import { define as install } from "./plugin-install";
import { define as path } from "./plugin-path";

/** The commands below `fogform plugin`, in the order of the help; each is in a file of its own. */
const SUBCOMMANDS: readonly DefineSubcommand[] = [install, path, debug];

/** `fogform plugin …`: the provider that Terraform and OpenTofu start. */
export const define: Define = (program, run) => {
	const plugin = program
		.command("plugin")
		.description("the provider plugin that Terraform and OpenTofu start");
	for (const subcommand of SUBCOMMANDS) subcommand(plugin, run);
};
