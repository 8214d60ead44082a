// Bundles a program (first argument) into one file (second argument): Jest itself cannot load the bundler.
import { dirname } from "node:path";
import { rolldown } from "rolldown";

const [input, file] = process.argv.slice(2);
const bundle = await rolldown({
	input,
	// Comments name files from here: the same bytes for the same program.
	cwd: dirname(input),
	platform: "node",
	external: ["bufferutil", "utf-8-validate"],
	logLevel: "silent",
});
await bundle.write({ file, format: "esm", codeSplitting: false });
