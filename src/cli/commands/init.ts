import { type Define, does } from "../command";
import { UsageError } from "../failure";
import { initProject, TEMPLATES } from "../init-project";
import { nearest } from "../nearest";

const WORDS = {
	created: "created  ",
	completed: "completed",
	kept: "kept     ",
} as const;

const NAMES = Object.keys(TEMPLATES);

/** `fogform init`: makes a folder a project of stacks. */
export const define: Define = (program, run) => {
	const command = program
		.command("init")
		.description(
			"write the files of a new project; what is there already is completed, never overwritten",
		)
		.argument("[folder]", "folder of the project; default: this one")
		.option(
			"--template <name>",
			`what it begins as: ${Object.entries(TEMPLATES)
				.map(([name, { summary }]) => `${name} (${summary})`)
				.join(" or ")}`,
			NAMES[0],
		);
	does<{ template: string }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const template = Object.hasOwn(TEMPLATES, options.template)
				? TEMPLATES[options.template]
				: undefined;
			if (!template) {
				const guess = nearest(options.template, NAMES);
				throw new UsageError(
					"Unknown template",
					`--template ${options.template}: there is no such template.${guess ? ` Did you mean ${guess}?` : ""} The templates are ${NAMES.join(", ")}.`,
				);
			}
			const { version } = require("../../../package.json") as {
				version: string;
			};
			const folder = args[0] ?? ".";
			for (const { file, what } of initProject(folder, version, template))
				terminal.print(`  ${WORDS[what]}  ${file}`);
			const enter = folder === "." ? "" : `    cd ${folder}\n`;
			const steps = [...template.steps].map((line) => `    ${line}\n`).join("");
			terminal.print(
				`\nThe next steps:\n${enter}    npm install\n    export IOFOG_CONTROLLER_URL=http://localhost:51121 IOFOG_EMAIL=you@example.com IOFOG_PASSWORD=…\n${steps}\nTo try it without a Controller of your own:\n    npx fogform controller`,
			);
			return undefined;
		},
	);
};
