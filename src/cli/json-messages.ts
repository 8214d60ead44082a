import type { EngineDiagnostic, EngineEvent } from "../engine/types";
import { EXIT } from "./failure";
import { jsonLine } from "./json-output";
import { engine, engineState } from "./lazy";
import { jsonProgress } from "./progress";
import type { Terminal } from "./terminal";

/** Standard output as one JSON message a line, of Terraform's types; what the engine refuses is a message too, said once. */
export class JsonMessages {
	readonly #write: (message: object) => void;
	readonly #said = new Set<string>();
	/** The exit code after `attempt` has failed. */
	exitCode: number = EXIT.done;
	readonly onEvent: (event: EngineEvent) => void;

	constructor(terminal: Terminal) {
		this.#write = (message) => terminal.print(jsonLine(message));
		this.onEvent = jsonProgress((message) => {
			if ("diagnostic" in message)
				this.#said.add(jsonLine(message.diagnostic as object));
			this.#write(message);
		});
	}

	/** The first message: who speaks. */
	version(): void {
		const { version } = require("../../package.json") as { version: string };
		this.#write({
			"@level": "info",
			"@message": `fogform ${version}`,
			"@module": "fogform.ui",
			"@timestamp": new Date().toISOString(),
			type: "version",
			fogform: version,
			terraform: engineState().TERRAFORM_VERSION,
			ui: "1.2",
		});
	}

	say(diagnostics: readonly EngineDiagnostic[]): void {
		for (const diagnostic of diagnostics)
			if (!this.#said.has(jsonLine(diagnostic)))
				this.onEvent({
					...(diagnostic.stack !== undefined && { stack: diagnostic.stack }),
					type: "diagnostic",
					diagnostic,
				});
	}

	/** Does the engine's work; undefined where it refused, which is said. */
	async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
		try {
			return await work();
		} catch (cause) {
			if (!(cause instanceof engine().EngineError)) throw cause;
			this.say(cause.diagnostics);
			this.exitCode = cause.interrupted ? EXIT.interrupted : EXIT.failed;
			return undefined;
		}
	}
}
