import type { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
	type IofogProviderConfig as Arguments,
	IofogProvider as Generated,
} from "./generated";
import { vendorAtSynthesis } from "./vendoring";

type Text = "url" | "email" | "password" | "token" | "caFile";

/** Arguments of the provider `iofog`; what is not set comes from the environment when the stack is planned or applied, never when it is synthesized. */
export interface IofogProviderConfig extends Omit<Arguments, Text> {
	/** Address of the Controller, e.g. `http://controller.example.com:51121`. Environment: `IOFOG_CONTROLLER_URL`. */
	readonly url?: string | TerraformVariable;
	/** User to log in as. Environment: `IOFOG_EMAIL`. */
	readonly email?: string | TerraformVariable;
	/** Password to log in with. Environment: `IOFOG_PASSWORD`. Sensitive: never shown. */
	readonly password?: string | TerraformVariable;
	/** Access token, instead of email and password. Environment: `IOFOG_TOKEN`. Sensitive: never shown. */
	readonly token?: string | TerraformVariable;
	/** File of certificates (PEM) to trust besides the system's. Environment: `IOFOG_CA_FILE`. */
	readonly caFile?: string | TerraformVariable;
}

/** Connection to one ioFog Controller. */
export class IofogProvider extends Generated {
	constructor(scope: Construct, id: string, config: IofogProviderConfig = {}) {
		super(scope, id, {
			...config,
			url: textOf(config.url),
			email: textOf(config.email),
			password: textOf(config.password),
			token: textOf(config.token),
			caFile: textOf(config.caFile),
		});
		vendorAtSynthesis(this);
	}
}

function textOf(value: string | TerraformVariable | undefined) {
	return typeof value === "object" ? value.stringValue : value;
}
