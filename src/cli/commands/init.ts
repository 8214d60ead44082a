import { type Define, does } from "../command";
import { initProject } from "../init-project";

const WORDS = {
	created: "created  ",
	completed: "completed",
	kept: "kept     ",
} as const;

/** `fogform init`: makes a folder a project of stacks. */
export const define: Define = (program, run) => {
	const command = program
		.command("init")
		.description(
			"write the files of a new project; what is there already is completed, never overwritten",
		)
		.argument("[folder]", "folder of the project; default: this one");
	does(command, run, async ({ terminal, args }) => {
		const { version } = require("../../../package.json") as { version: string };
		const folder = args[0] ?? ".";
		for (const { file, what } of initProject(folder, version))
			terminal.print(`  ${WORDS[what]}  ${file}`);
		const enter = folder === "." ? "" : `    cd ${folder}\n`;
		terminal.print(
			`\nThe next steps:\n${enter}    npm install\n    export IOFOG_CONTROLLER_URL=http://localhost:51121 IOFOG_EMAIL=you@example.com IOFOG_PASSWORD=…\n    npx fogform plan\n\nTo try it without a Controller of your own:\n    npx fogform controller`,
		);
		return undefined;
	});
};
