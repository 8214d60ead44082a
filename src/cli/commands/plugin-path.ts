import { existsSync } from "node:fs";
import { type DefineSubcommand, does } from "../command";
import { vendor } from "../lazy";
import { notBuilt } from "./plugin-install";

/** `fogform plugin path`: where the plugin of this package is, for `dev_overrides` and scripts. */
export const define: DefineSubcommand = (plugin, run) => {
	const command = plugin
		.command("path")
		.description("print the path of the plugin in this package");
	does(command, run, async ({ terminal }) => {
		const { PLUGIN_PATH } = vendor();
		if (!existsSync(PLUGIN_PATH)) throw notBuilt(PLUGIN_PATH);
		terminal.print(PLUGIN_PATH);
		return undefined;
	});
};
