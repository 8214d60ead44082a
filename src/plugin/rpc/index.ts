import { applyResourceChange } from "./apply";
import { readDataSource } from "./data-source";
import {
	closeEphemeralResource,
	openEphemeralResource,
	renewEphemeralResource,
} from "./ephemeral";
import { callFunction } from "./function";
import type { Method } from "./method";
import { planResourceChange } from "./plan";
import {
	importResourceState,
	moveResourceState,
	readResource,
	upgradeResourceState,
} from "./state";
import {
	configureProvider,
	validateDataResourceConfig,
	validateEphemeralResourceConfig,
	validateProviderConfig,
	validateResourceConfig,
} from "./validate";

/** The methods of the service `tfplugin6.Provider` that work on values. */
export const METHODS: Readonly<Record<string, Method>> = {
	ApplyResourceChange: applyResourceChange,
	CallFunction: callFunction,
	CloseEphemeralResource: closeEphemeralResource,
	ConfigureProvider: configureProvider,
	ImportResourceState: importResourceState,
	MoveResourceState: moveResourceState,
	OpenEphemeralResource: openEphemeralResource,
	PlanResourceChange: planResourceChange,
	ReadDataSource: readDataSource,
	ReadResource: readResource,
	RenewEphemeralResource: renewEphemeralResource,
	UpgradeResourceState: upgradeResourceState,
	ValidateDataResourceConfig: validateDataResourceConfig,
	ValidateEphemeralResourceConfig: validateEphemeralResourceConfig,
	ValidateProviderConfig: validateProviderConfig,
	ValidateResourceConfig: validateResourceConfig,
};
