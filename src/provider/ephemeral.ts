import type { Controller } from "../controller";
import {
	type Context,
	type Diagnostic,
	decode,
	encode,
	error,
	type Private,
} from "../core";
import type { AnyEphemeral } from "../ephemeral-resources";
import { copyOf } from "./context";
import { diagnose } from "./diagnose";
import type { Configured, OpenResult, Values } from "./types";
import { ephemeralOf } from "./types-of";
import { judge } from "./validate";

/** Judges the configuration of an ephemeral resource by itself; unknown values pass. */
export function validateEphemeral(type: string, config: Values): Diagnostic[] {
	return judge(ephemeralOf(type), config);
}

/** Opens an ephemeral resource. */
export async function openEphemeral(
	configured: Configured,
	type: string,
	config: Values,
	signal: AbortSignal,
): Promise<OpenResult> {
	const definition = ephemeralOf(type);
	const kept: Private = {};
	const diagnostics: Diagnostic[] = [];
	const values = decode(definition.attributes, config);
	for (const [name, { default: fallback }] of Object.entries(
		definition.attributes,
	))
		values[name] ??= fallback ?? null;
	const opened = await attempt(
		configured,
		definition,
		{ kept, signal, diagnostics },
		(context) => definition.open(context, values as never),
	);
	return {
		result: opened
			? encode(definition.attributes, { ...values, ...opened.values })
			: null,
		private: kept,
		...(opened?.renewAt && { renewAt: opened.renewAt }),
		diagnostics,
	};
}

/** Keeps what was opened valid; a type that needs no renewal is valid as it is. */
export async function renewEphemeral(
	configured: Configured,
	type: string,
	given: Private,
	signal: AbortSignal,
): Promise<Omit<OpenResult, "result">> {
	const definition = ephemeralOf(type);
	const kept = copyOf(given);
	const diagnostics: Diagnostic[] = [];
	const renewAt = await attempt(
		configured,
		definition,
		{ kept, signal, diagnostics },
		async (context) => definition.renew?.(context),
	);
	return { private: kept, ...(renewAt && { renewAt }), diagnostics };
}

/** Gives back what was opened. */
export async function closeEphemeral(
	configured: Configured,
	type: string,
	given: Private,
	signal: AbortSignal,
): Promise<{ diagnostics: Diagnostic[] }> {
	const definition = ephemeralOf(type);
	const diagnostics: Diagnostic[] = [];
	// Most need no closing, and then the Controller is not asked for anything.
	if (definition.close)
		await attempt(
			configured,
			definition,
			{ kept: copyOf(given), signal, diagnostics },
			async (context) => definition.close?.(context),
		);
	return { diagnostics };
}

interface Work {
	readonly kept: Private;
	readonly signal: AbortSignal;
	readonly diagnostics: Diagnostic[];
}

async function attempt<T>(
	configured: Configured,
	{ type, only }: AnyEphemeral,
	{ kept, signal, diagnostics }: Work,
	run: (context: Context<Controller>) => Promise<T>,
): Promise<T | undefined> {
	const { controller } = configured;
	if (!controller) {
		diagnostics.push(
			error(
				"Controller not known yet",
				`The ephemeral resource ${type} can only be opened once the configuration of the provider is known.`,
			),
		);
		return undefined;
	}
	try {
		const dialect = only && (await configured.dialect(signal));
		if (only && only !== dialect) {
			diagnostics.push(
				error(
					"Not supported by this Controller",
					`The ephemeral resource ${type} exists on Controllers ${only} only, and this one speaks ${dialect}.`,
				),
			);
			return undefined;
		}
		return await run({
			controller,
			signal,
			private: kept,
			config: {},
			warn: (diagnostic) => diagnostics.push(diagnostic),
		});
	} catch (cause) {
		diagnostics.push(...diagnose(cause));
		return undefined;
	}
}
