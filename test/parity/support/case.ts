import type { Dialect } from "../../../src/core";
import type { TestController } from "../../support/controllers";

/** A configuration as `cdk.tf.json` has it, without what says where the Controller is: `@URL@` stands for its address, `@DOCKER@` for a Docker Engine with a container "edge". */
export type Stack = Record<string, unknown>;

/** One resource instance of a state file, to be changed by hand. */
export type StoredInstance = Record<string, unknown>;

/** A configuration that is planned and applied, after what hands have done. */
export interface Step {
	/** Without it the configuration stays as it is. */
	readonly stack?: Stack;
	/** Done to the Controller first, beside both front doors. */
	readonly edit?: (controller: TestController) => Promise<unknown>;
	/** Done to every instance of the state file first. */
	readonly store?: (instance: StoredInstance, address: string) => void;
	/** What goes wrong at the Controller while the step is applied. */
	readonly faults?: readonly {
		readonly match: { readonly method?: string; readonly path?: string };
		readonly kind: "500";
		readonly times?: number;
	}[];
	readonly vars?: Readonly<Record<string, string>>;
	/** Taken over by the command that imports, in the place of plan and apply. */
	readonly import?: { readonly address: string; readonly id: string };
	readonly destroy?: boolean;
	readonly targets?: readonly string[];
	readonly replace?: readonly string[];
	/** False: the state is taken as it is. */
	readonly refresh?: boolean;
	/** Everything that is planned beyond `no-op`, e.g. `"create iofog_agent.edge"`, in any order; without it, whatever both plan. */
	readonly plans?: readonly string[];
	/** Addresses of objects that were found changed or gone. */
	readonly drift?: readonly string[];
	/** Calls that must follow one another in this order, each as `METHOD /path`, names in the place of uuids, `*` for any part of a path. */
	readonly order?: readonly string[];
	/** Summary of an error that both end the step with. */
	readonly fails?: string;
	/** Error of the plan alone, where no plan is to be had. */
	readonly refused?: string;
	/** An error that the engine ends the plan with, and Terraform the apply: it plans without looking at what exists. */
	readonly foundEarly?: string;
	/** True: whoever takes the state over has something left to do. */
	readonly unfinished?: boolean;
}

/** One row: configurations applied one after the other, each against a Controller of its own. */
export interface Case {
	readonly name: string;
	readonly dialect?: Dialect;
	/** Done to the Controller before the first step. */
	readonly before?: (controller: TestController) => Promise<unknown>;
	readonly steps: readonly Step[];
	/** True: it is run with OpenTofu too. */
	readonly tofu?: boolean;
}
