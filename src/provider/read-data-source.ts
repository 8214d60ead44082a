import { type Diagnostic, decode, encode, error } from "../core";
import { diagnose } from "./diagnose";
import type { Configured, Values } from "./types";
import { dataSourceOf } from "./types-of";

/** Reads a data source; its configuration is known. */
export async function readDataSource(
	configured: Configured,
	type: string,
	config: Values,
	signal: AbortSignal,
): Promise<{ state: Values | null; diagnostics: Diagnostic[] }> {
	const source = dataSourceOf(type);
	const diagnostics: Diagnostic[] = [];
	const { controller } = configured;
	if (!controller)
		return {
			state: null,
			diagnostics: [
				error(
					"Controller not known yet",
					`The data source ${type} can only be read once the configuration of the provider is known.`,
				),
			],
		};
	try {
		const dialect = await configured.dialect(signal);
		if (source.only && source.only !== dialect)
			return {
				state: null,
				diagnostics: [
					error(
						"Not supported by this Controller",
						`The data source ${type} exists on Controllers ${source.only} only, and this one speaks ${dialect}.`,
					),
				],
			};
		const values = decode(source.attributes, config);
		const found = await source.read(
			{
				controller,
				signal,
				private: {},
				config: {},
				warn: (d) => diagnostics.push(d),
			},
			values as never,
		);
		return {
			state: encode(source.attributes, { ...values, ...found }),
			diagnostics,
		};
	} catch (cause) {
		return { state: null, diagnostics: diagnose(cause) };
	}
}
