// Bundles a program (first argument) into one file (second argument): Jest itself cannot load the bundler.
import { rolldown } from "rolldown";

const [input, file] = process.argv.slice(2);
const bundle = await rolldown({
	input,
	platform: "node",
	external: ["bufferutil", "utf-8-validate"],
	logLevel: "silent",
});
await bundle.write({ file, format: "esm", codeSplitting: false });
