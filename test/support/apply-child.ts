import { apply, plan } from "../../src/engine";

// Plans and applies the stack in the folder named on the command line: a process of its own, for tests that kill it.
async function main(): Promise<void> {
	const dir = process.argv[2] as string;
	await apply(
		await plan({
			dir,
			skipSynth: true,
			destroy: process.argv[3] === "destroy",
		}),
	);
}

main().catch((cause: Error) => {
	console.error(cause.message);
	process.exitCode = 1;
});
