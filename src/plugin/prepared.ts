import { provider } from "../provider";
import { describe } from "./rpc/describe";

/** The answer of GetProviderSchema. The build puts the finished bytes in the place of this module, so that a plugin that is asked no more loads nothing else. */
export function schemaResponse(): Uint8Array {
	return describe(provider.schema());
}
