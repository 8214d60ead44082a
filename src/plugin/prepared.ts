import { provider } from "../provider";
import { describe, describeFunctions } from "./rpc/describe";

/** The answers that describe the provider. The build puts the finished bytes in the place of this module, so that a plugin that is asked no more loads nothing else. */
export const schemaResponse = () => describe(provider.schema());

export const functionsResponse = () => describeFunctions(provider.schema());
