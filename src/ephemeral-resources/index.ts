import type { Controller } from "../controller";
import type { Attributes, EphemeralResource } from "../core";
import { provisioningKey } from "./provisioning-key";

/** An ephemeral resource of any attributes. */
export type AnyEphemeral = EphemeralResource<Attributes, Controller>;

/** Every ephemeral resource, in the order of the reference pages. */
export const ephemeralResources = [
	provisioningKey,
] as unknown as readonly AnyEphemeral[];
