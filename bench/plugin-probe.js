// Loaded into a measured plugin before anything else: says at its end what it has used.
const { appendFileSync, readFileSync } = require("node:fs");

const file = process.env.FOGFORM_BENCH_PROBE;

/** In KB. What `resourceUsage` says begins with the size of the program that has started this one. */
function peak() {
	try {
		const status = readFileSync("/proc/self/status", "utf8");
		return Number(/^VmHWM:\s+(\d+)/m.exec(status)[1]);
	} catch {
		return process.resourceUsage().maxRSS;
	}
}

if (file)
	process.on("exit", () => {
		const { user, system } = process.cpuUsage();
		appendFileSync(
			file,
			`${JSON.stringify({ cpu: (user + system) / 1000, peak: peak() / 1024 })}\n`,
		);
	});
