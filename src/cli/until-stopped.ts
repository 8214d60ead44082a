/** Waits for Ctrl-C, SIGTERM, or the end of the process that started this one with a channel to it. */
export function untilStopped(): Promise<void> {
	return new Promise((resolve) => {
		const stop = () => {
			process.off("SIGINT", stop);
			process.off("SIGTERM", stop);
			process.off("SIGHUP", stop);
			resolve();
		};
		process.on("SIGINT", stop);
		process.on("SIGTERM", stop);
		process.on("SIGHUP", stop);
		if (process.connected) process.on("disconnect", stop);
	});
}
