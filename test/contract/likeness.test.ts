import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "./likeness/call";
import { compare } from "./likeness/compare";
import { withDevController } from "./likeness/dev-controller";
import { sequence } from "./likeness/generate";
import { report } from "./likeness/report";
import { run } from "./likeness/run";
import { readTrace } from "./likeness/traces";

const folder = join(__dirname, "../fixtures/likeness");
const least = 0.98;

describe.each<Dialect>(["3.0", "3.7"])(
	"dev Controller %s beside recorded answers",
	(dialect) => {
		const files = readdirSync(join(folder, dialect));

		it.each(files)(
			"answers the calls of %s as the real one did",
			async (file) => {
				const real = readTrace(join(folder, dialect, file)) ?? [];
				expect(real.length).toBeGreaterThan(50);
				const ours = await withDevController(dialect, (target) =>
					run(
						real.map((exchange) => exchange.call),
						target,
					),
				);
				const likeness = compare(real, ours, dialect === "3.0");
				if (likeness.score < least)
					throw new Error(
						report([{ seed: Number.parseInt(file, 10), likeness }]),
					);
			},
			120_000,
		);
	},
);

const {
	IOFOG_CONTROLLER_URL: url,
	IOFOG_EMAIL: email,
	IOFOG_PASSWORD: password,
} = process.env;
const hasReal = url && email && password;
if (!hasReal)
	console.log(
		"skipped: the comparison with a real Controller, as IOFOG_CONTROLLER_URL, IOFOG_EMAIL and IOFOG_PASSWORD are not set",
	);
const withReal = hasReal ? it : it.skip;

withReal(
	"answers a fresh sequence as the Controller at IOFOG_CONTROLLER_URL does (skipped where that, IOFOG_EMAIL and IOFOG_PASSWORD are not set; the Controller must be fresh)",
	async () => {
		const status = (await (await fetch(`${url}/api/v3/status`)).json()) as {
			versions: { controller: string };
		};
		const dialect: Dialect = status.versions.controller.startsWith("3.0")
			? "3.0"
			: "3.7";
		const seed = Number(process.env.LIKENESS_SEED ?? 4242);
		const real = await run(sequence(seed, dialect, 150), {
			url: url as string,
			email: email as string,
			password: password as string,
			dialect,
		});
		const ours = await withDevController(dialect, (target) =>
			run(
				real.map((exchange) => exchange.call),
				target,
			),
		);
		const likeness = compare(real, ours, dialect === "3.0");
		if (likeness.score < least) throw new Error(report([{ seed, likeness }]));
	},
	900_000,
);
