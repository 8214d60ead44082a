import { type Define, does } from "../command";
import { printJsonValue } from "../json-output";

/** `fogform version`: this version, and what it speaks to. */
export const define: Define = (program, run) => {
	const command = program
		.command("version")
		.description("print the version, and the Controllers it speaks to")
		.option("--json", "print as JSON");
	does<{ json?: boolean }>(command, run, async ({ terminal, options }) => {
		const { version } = require("../../../package.json") as { version: string };
		if (options.json)
			await printJsonValue(
				{
					fogform_version: version,
					node_version: process.versions.node,
					platform: `${process.platform}_${process.arch}`,
					controllers: CONTROLLERS,
				},
				terminal,
			);
		else
			terminal.print(
				`fogform ${version}\non ${process.platform}_${process.arch}, Node ${process.versions.node}\nfor ioFog Controllers ${CONTROLLERS.map((v) => `${v}.x`).join(" and ")}`,
			);
		return undefined;
	});
};

const CONTROLLERS = ["3.0", "3.7"];
