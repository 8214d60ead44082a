import type { ProviderFunction } from "../core";
import { configEncode } from "./config-encode";
import { parseManifest } from "./parse-manifest";

/** Every provider function, in the order of the reference pages. */
export const functions: readonly ProviderFunction[] = [
	configEncode,
	parseManifest,
];
