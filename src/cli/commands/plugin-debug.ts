import { type DefineSubcommand, does } from "../command";
import { pluginServer } from "../lazy";
import { untilStopped } from "../until-stopped";

/** `fogform plugin debug`: keeps one plugin running, for Terraform to attach to instead of starting its own. */
export const define: DefineSubcommand = (plugin, run) => {
	const command = plugin
		.command("debug")
		.description(
			"keep a plugin running until Ctrl-C, and print how Terraform attaches to it",
		);
	does(command, run, async ({ terminal }) => {
		const stopped = untilStopped();
		const server = await pluginServer().debug();
		terminal.print(server.attach);
		await stopped;
		server.close();
		return undefined;
	});
};
