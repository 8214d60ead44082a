// Applies the stack in a folder on a fleet that is kept in a file, slowly enough to be killed in the middle: node kill-child.ts DIR FLEET-FILE
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { apply, plan } from "../../src/engine";
import { MemoryFleet, memoryProvider } from "./memory-provider";

const [dir = "", file = ""] = process.argv.slice(2);

/** Reads a fleet from the file that a child keeps. */
export function readFleet(path: string): MemoryFleet {
	const fleet = new MemoryFleet();
	if (!existsSync(path)) return fleet;
	for (const [type, objects] of Object.entries(
		JSON.parse(readFileSync(path, "utf8")) as Record<
			string,
			[string, object][]
		>,
	))
		for (const [id, object] of objects)
			fleet.of(type).set(id, object as Record<string, unknown>);
	return fleet;
}

/** Writes a fleet to a file. */
export function writeFleet(fleet: MemoryFleet, path: string): void {
	// In one step, as a kill must not tear the file.
	writeFileSync(
		`${path}.new`,
		JSON.stringify(
			Object.fromEntries(
				[...fleet.objects].map(([type, objects]) => [type, [...objects]]),
			),
		),
	);
	renameSync(`${path}.new`, path);
}

async function run(): Promise<void> {
	const fleet = readFleet(file);
	fleet.delay = async () => {
		// What was written by now survives, as it would on a real Controller.
		writeFleet(fleet, file);
		await new Promise((done) => setTimeout(done, 3));
	};
	const options = { dir, provider: memoryProvider(fleet), env: {} };
	const planned = await plan(options);
	process.stdout.write("planned\n");
	await apply(planned, { parallelism: 4 });
	writeFleet(fleet, file);
}

if (dir !== "" && process.env.FOGFORM_KILL_CHILD)
	run().catch((error) => {
		process.stderr.write(`${error}\n`);
		process.exitCode = 1;
	});
