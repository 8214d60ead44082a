import { type DefineSubcommand, does } from "../command";
import { builtPlugin } from "../lazy";
import { notBuilt } from "./plugin-install";

/** `fogform plugin path`: where the plugin of this package is, for `dev_overrides` and scripts. */
export const define: DefineSubcommand = (plugin, run) => {
	const command = plugin
		.command("path")
		.description("print the path of the plugin in this package");
	does(command, run, async ({ terminal }) => {
		const built = builtPlugin();
		if (!built) throw notBuilt();
		terminal.print(built.path);
		return undefined;
	});
};
