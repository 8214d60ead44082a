import type { Path } from "../../core";
import type { Values } from "../../provider/types";
import type {
	Expression,
	ProvidedFunctions,
	TypeConstraint,
} from "../language";
import type { Attr, TypeSchema } from "../objects/schema";

/** The body of a block: what is literal is plain and checked already, what is not is evaluated for each instance. */
export interface Body {
	/** Every attribute of the schema, null where not set or not literal. */
	readonly constants: Values;
	readonly computed: readonly {
		readonly attr: Attr;
		readonly expression: Expression;
	}[];
}

/** A condition with its message: precondition, postcondition or validation. */
export interface Condition {
	readonly condition: Expression;
	readonly message: Expression;
}

/** A variable block. */
export interface VariableConfig {
	readonly name: string;
	readonly constraint: TypeConstraint;
	readonly default?: Expression;
	readonly sensitive: boolean;
	readonly ephemeral: boolean;
	readonly nullable: boolean;
	readonly description?: string;
	readonly validations: readonly Condition[];
}

/** An output block. */
export interface OutputConfig {
	readonly name: string;
	readonly value: Expression;
	readonly sensitive: boolean;
	readonly ephemeral: boolean;
	readonly description?: string;
	readonly dependsOn: readonly string[];
	readonly preconditions: readonly Condition[];
}

/** A provider block, or the one that a resource implies. */
export interface ProviderConfig {
	/** `iofog`, or `iofog.alias`. */
	readonly key: string;
	readonly name: string;
	readonly alias?: string;
	readonly body: Body;
}

/** A resource or data source block. */
export interface ResourceConfig {
	/** `type.name` or `data.type.name`. */
	readonly address: string;
	readonly mode: "managed" | "data";
	readonly type: string;
	readonly name: string;
	readonly schema: TypeSchema;
	readonly body: Body;
	readonly count?: Expression;
	readonly forEach?: Expression;
	/** Addresses of resources named in `depends_on`. */
	readonly dependsOn: readonly string[];
	/** Key of the provider configuration, or "terraform" for what is built in. */
	readonly provider: string;
	readonly createBeforeDestroy?: boolean;
	readonly preventDestroy: boolean;
	readonly ignoreAll: boolean;
	readonly ignoreChanges: readonly Path[];
	readonly replaceTriggeredBy: readonly Expression[];
	readonly preconditions: readonly Condition[];
	readonly postconditions: readonly Condition[];
}

/** An ephemeral block. */
export interface EphemeralConfig
	extends Pick<
		ResourceConfig,
		| "type"
		| "name"
		| "schema"
		| "body"
		| "count"
		| "forEach"
		| "dependsOn"
		| "provider"
		| "preconditions"
		| "postconditions"
	> {
	/** `ephemeral.type.name`. */
	readonly address: string;
	readonly mode: "ephemeral";
}

/** A block of any kind that makes instances. */
export type BlockConfig = ResourceConfig | EphemeralConfig;

/** A `moved` block: addresses of resources or of instances. */
export interface MovedConfig {
	readonly from: string;
	readonly to: string;
}

/** An `import` block. */
export interface ImportConfig {
	/** Resource address, and the key of the instance where it is given. */
	readonly to: string;
	readonly key?: Expression;
	readonly id: Expression;
	readonly forEach?: Expression;
	readonly provider?: string;
}

/** A `removed` block. */
export interface RemovedConfig {
	readonly from: string;
	readonly destroy: boolean;
}

/** A stack: its synthesized configuration, read and checked for shape. */
export interface StackConfig {
	readonly name: string;
	/** Folder of the synthesized file: `path.module`. */
	readonly directory: string;
	readonly file: string;
	/** Absolute path of the state file. */
	readonly statePath: string;
	readonly variables: ReadonlyMap<string, VariableConfig>;
	readonly locals: ReadonlyMap<string, Expression>;
	readonly outputs: ReadonlyMap<string, OutputConfig>;
	readonly providers: ReadonlyMap<string, ProviderConfig>;
	readonly resources: ReadonlyMap<string, ResourceConfig>;
	/** Ephemeral blocks by address. */
	readonly ephemerals: ReadonlyMap<string, EphemeralConfig>;
	readonly moved: readonly MovedConfig[];
	readonly imports: readonly ImportConfig[];
	readonly removed: readonly RemovedConfig[];
	/** Resources and locals that are declared and could not be read, so that references to them are no second fault. */
	readonly unreadable: ReadonlySet<string>;
	/** Functions of the provider, as the stack's expressions call them. */
	readonly functions: ProvidedFunctions;
	/** Version constraint of the provider by local name. */
	readonly versions: ReadonlyMap<string, string>;
	/** SHA-256 of the text, by which a saved plan tells that the configuration has moved on. */
	readonly digest: string;
}
