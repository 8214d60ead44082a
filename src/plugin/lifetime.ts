import type { Listening } from "./server/server";

/** Decides when the process of a plugin ends: never later than whoever started it. */
export class Lifetime {
	#server: Listening | undefined;
	#open = 0;
	#met = false;
	#idle: NodeJS.Timeout | undefined;

	/** Watches the process from its start on. */
	constructor(
		private readonly process: NodeJS.Process,
		private readonly times = { idle: 5000, unmet: 60_000, parent: 1000 },
	) {
		// A terminal sends Ctrl-C to Terraform and to its plugins at once, and Terraform decides what of it they are told.
		process.on("SIGINT", () => {});
		for (const signal of ["SIGTERM", "SIGHUP"] as const)
			process.once(signal, () => this.end(0));
		const parent = process.ppid;
		setInterval(() => {
			if (process.ppid !== parent) this.end(0);
		}, times.parent).unref();
		this.#wait();
	}

	serve(server: Listening): void {
		this.#server = server;
	}

	/** Told how many connections are open: without one for some seconds nobody will come any more. */
	connections(open: number): void {
		this.#open = open;
		this.#met ||= open > 0;
		this.#wait();
	}

	/** Ends the process at once, without leaving its socket behind. */
	end(code: number): never {
		this.#server?.close();
		this.process.exit(code);
	}

	#wait(): void {
		clearTimeout(this.#idle);
		if (this.#open > 0) return;
		const { idle, unmet } = this.times;
		this.#idle = setTimeout(() => this.end(0), this.#met ? idle : unmet);
	}
}
