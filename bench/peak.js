// Loaded into a command that is measured: leaves its peak memory, in KB, in the file that PEAK_FILE names.
process.on("exit", () => {
	require("node:fs").writeFileSync(
		process.env.PEAK_FILE,
		String(process.resourceUsage().maxRSS),
	);
});
