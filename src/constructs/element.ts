import {
	ComplexList,
	ComplexObject,
	Fn,
	type IInterpolatingParent,
	type IResolvable,
	type IResolveContext,
	TerraformDataSource,
	type TerraformMetaArguments,
	TerraformProvider,
	TerraformResource,
} from "cdktf";
import type { Construct } from "constructs";
import { Arguments, NestedArguments, type Settable } from "./arguments";
import { SOURCE, VERSION } from "./generated/version";
import type { Shapes } from "./shape";

const METADATA = {
	providerName: "iofog",
	providerVersion: VERSION,
	providerVersionConstraint: VERSION,
};

function metaArguments(type: string, config: TerraformMetaArguments) {
	return {
		terraformResourceType: type,
		terraformGeneratorMetadata: METADATA,
		provider: config.provider,
		dependsOn: config.dependsOn,
		count: config.count,
		lifecycle: config.lifecycle,
		provisioners: config.provisioners,
		connection: config.connection,
		forEach: config.forEach,
	};
}

/** What all resources of the provider have in common: their arguments, and how these are written for Terraform. */
export abstract class IofogResource extends TerraformResource {
	/** @internal */
	readonly arguments: Arguments;

	constructor(
		scope: Construct,
		id: string,
		type: string,
		shapes: Shapes,
		config: TerraformMetaArguments,
	) {
		super(scope, id, metaArguments(type, config));
		this.arguments = new Arguments(shapes, config);
	}

	protected override synthesizeAttributes(): { [name: string]: unknown } {
		return this.arguments.toTerraform();
	}

	protected override synthesizeHclAttributes(): { [name: string]: unknown } {
		return this.arguments.toHclTerraform();
	}

	/** cdktf puts references in `replace_triggered_by` into quotes, which Terraform does not take. */
	override toHclTerraform(): { resource: Blocks } {
		const written: { resource: Blocks } = super.toHclTerraform();
		const { lifecycle } =
			written.resource[this.terraformResourceType]?.[this.friendlyUniqueId] ??
			{};
		const triggers = lifecycle?.replace_triggered_by;
		if (lifecycle && Array.isArray(triggers))
			lifecycle.replace_triggered_by = new BareReferences(triggers);
		return written;
	}
}

/** Blocks by type and name, as far as they are looked into. */
type Blocks = Record<
	string,
	Record<string, { lifecycle?: { replace_triggered_by?: unknown } }>
>;

/** A list of references without quotes: cdktf's HCL writer leaves a text alone that begins with a bracket. */
class BareReferences implements IResolvable {
	readonly creationStack: string[] = [];

	constructor(private readonly references: readonly unknown[]) {}

	resolve(context: IResolveContext): string {
		const bare = this.references.map((reference) =>
			String(context.resolve(reference)).replace(/^\$\{(.*)\}$/s, "$1"),
		);
		return `[${bare.join(", ")}]`;
	}
}

/** What all data sources of the provider have in common: their arguments, and how these are written for Terraform. */
export abstract class IofogDataSource extends TerraformDataSource {
	/** @internal */
	readonly arguments: Arguments;

	constructor(
		scope: Construct,
		id: string,
		type: string,
		shapes: Shapes,
		config: TerraformMetaArguments,
	) {
		super(scope, id, metaArguments(type, config));
		this.arguments = new Arguments(shapes, config);
	}

	protected override synthesizeAttributes(): { [name: string]: unknown } {
		return this.arguments.toTerraform();
	}

	protected override synthesizeHclAttributes(): { [name: string]: unknown } {
		return this.arguments.toHclTerraform();
	}
}

/** The provider block, with its source fully qualified and its version exact. */
export abstract class IofogProviderBlock extends TerraformProvider {
	/** @internal */
	readonly arguments: Arguments;

	constructor(
		scope: Construct,
		id: string,
		type: string,
		shapes: Shapes,
		config: object,
	) {
		super(scope, id, {
			terraformResourceType: type,
			terraformGeneratorMetadata: METADATA,
			terraformProviderSource: SOURCE,
		});
		this.arguments = new Arguments(shapes, config);
	}

	protected override synthesizeAttributes(): { [name: string]: unknown } {
		return this.arguments.toTerraform();
	}

	protected override synthesizeHclAttributes(): { [name: string]: unknown } {
		return this.arguments.toHclTerraform();
	}
}

/** A nested attribute: reading gives references; writing, where it is an argument, changes the resource that it belongs to. */
export abstract class NestedReference extends ComplexObject {
	/** @internal */
	readonly arguments: NestedArguments;

	constructor(
		parent: IInterpolatingParent,
		attribute: string,
		above: Settable,
		name: string,
		index?: number,
		fromSet = false,
	) {
		super(parent, attribute, fromSet, index);
		this.arguments = new NestedArguments(above, name);
	}

	/** cdktf takes the path to what is nested deeper in an element of a set for one name, and quotes it. */
	override interpolationForAttribute(property: string): IResolvable {
		const path = property.split(".");
		if (!this.complexObjectIsFromSet || path.length === 1)
			return super.interpolationForAttribute(property);
		const set = this.terraformResource.interpolationForAttribute(
			this.terraformAttribute,
		);
		return Fn.lookupNested(Fn.tolist(set), [this.complexObjectIndex, ...path]);
	}
}

/** A list or set of nested attributes, of which `get` gives references. */
export abstract class NestedList extends ComplexList {
	/** @internal */
	readonly arguments: NestedArguments;

	constructor(
		parent: IInterpolatingParent,
		attribute: string,
		wrapsSet: boolean,
		above: Settable,
		name: string,
	) {
		super(parent, attribute, wrapsSet);
		this.arguments = new NestedArguments(above, name);
	}
}
