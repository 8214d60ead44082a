// Loaded into a measured plugin before anything else: says at its end what it has used.
const { appendFileSync } = require("node:fs");

const file = process.env.FOGFORM_BENCH_PROBE;
if (file)
	process.on("exit", () => {
		const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
		appendFileSync(
			file,
			`${JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS / 1024 })}\n`,
		);
	});
