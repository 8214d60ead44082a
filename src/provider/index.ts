import { apply } from "./apply";
import { configure, validateProvider } from "./configure";
import {
	closeEphemeral,
	openEphemeral,
	renewEphemeral,
	validateEphemeral,
} from "./ephemeral";
import { find, matches } from "./find";
import { claims, list, misfits, needs, restarts } from "./fleet";
import { callFunction } from "./functions";
import { idOf } from "./identity";
import { importState } from "./import-state";
import { plan } from "./plan";
import { read } from "./read";
import { readDataSource } from "./read-data-source";
import { schema } from "./schema";
import type { Provider } from "./types";
import { facts } from "./types-of";
import { upgradeState } from "./upgrade";
import { validateDataSource, validateResource } from "./validate";

export type * from "./types";

/** The provider `iofog`. */
export const provider: Required<Provider> = {
	apply,
	callFunction,
	claims,
	closeEphemeral,
	configure,
	facts,
	find,
	idOf,
	importState,
	list,
	matches,
	misfits,
	needs,
	openEphemeral,
	plan,
	read,
	readDataSource,
	renewEphemeral,
	restarts,
	schema,
	upgradeState,
	validateDataSource,
	validateEphemeral,
	validateProvider,
	validateResource,
};
