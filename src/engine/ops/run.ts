import { DiagnosticError } from "../../core";
import { provider as defaultProvider } from "../../provider";
import { diagnose } from "../../provider/diagnose";
import { Run } from "../stack/run";
import { EngineError, type StackOptions } from "../types";
import { folded } from "./load";

/** Does work with a provider that is closed at the end; whatever ends it becomes an EngineError, faults of our own excepted. */
export async function withRun<T>(
	options: Pick<
		StackOptions,
		"provider" | "parallelism" | "signal" | "kill" | "onEvent" | "onRequest"
	> & { readonly readOnly?: boolean; readonly straightAway?: boolean },
	work: (run: Run) => Promise<T>,
): Promise<T> {
	const run = new Run(options.provider ?? defaultProvider, options);
	try {
		return await work(run);
	} catch (cause) {
		if (cause instanceof EngineError)
			throw new EngineError(folded(cause.diagnostics), {
				interrupted: cause.interrupted || run.stop.aborted,
			});
		if (cause instanceof DiagnosticError)
			throw new EngineError(cause.diagnostics, {
				interrupted: run.stop.aborted,
			});
		if (run.stop.aborted) throw new EngineError([], { interrupted: true });
		// What is no message for the user is thrown on.
		throw new EngineError(diagnose(cause));
	} finally {
		run.close();
	}
}
