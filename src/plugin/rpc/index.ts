import { applyResourceChange } from "./apply";
import { readDataSource } from "./data-source";
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
	validateProviderConfig,
	validateResourceConfig,
} from "./validate";

/** The methods of the service `tfplugin6.Provider` that work on values. */
export const METHODS: Readonly<Record<string, Method>> = {
	ApplyResourceChange: applyResourceChange,
	CallFunction: callFunction,
	ConfigureProvider: configureProvider,
	ImportResourceState: importResourceState,
	MoveResourceState: moveResourceState,
	PlanResourceChange: planResourceChange,
	ReadDataSource: readDataSource,
	ReadResource: readResource,
	UpgradeResourceState: upgradeResourceState,
	ValidateDataResourceConfig: validateDataResourceConfig,
	ValidateProviderConfig: validateProviderConfig,
	ValidateResourceConfig: validateResourceConfig,
};
