import { Tokenization } from "cdktf";
import { type Shapes, toHclTerraform, toTerraform, type Values } from "./shape";

/** Arguments that can be read and set one by one, by camelCase name. */
export interface Settable {
	/** The argument as it was given, undefined where it was not. */
	get(name: string): unknown;
	set(name: string, value: unknown): void;
}

/** Arguments of a construct: a copy of what the user gave, so that a configuration may be shared by several constructs. */
export class Arguments implements Settable {
	private readonly values: Record<string, unknown> = {};
	private readonly references = new Map<string, unknown>();

	constructor(
		private readonly shapes: Shapes,
		config: object,
	) {
		for (const name of Object.keys(shapes))
			this.values[name] = (config as Values)[name];
	}

	get(name: string): unknown {
		return this.values[name];
	}

	set(name: string, value: unknown): void {
		this.values[name] = value;
	}

	/** References to nested attributes are made when they are asked for: of most resources they never are. */
	reference<T>(name: string, make: () => T): T {
		if (!this.references.has(name)) this.references.set(name, make());
		return this.references.get(name) as T;
	}

	toTerraform(): Values {
		return toTerraform(this.shapes, this.values);
	}

	toHclTerraform(): Values {
		return toHclTerraform(this.shapes, this.values);
	}
}

/** Members of one nested argument; setting one leaves the object that the user gave as it was. */
export class NestedArguments implements Settable {
	constructor(
		private readonly above: Settable,
		private readonly name: string,
	) {}

	/** The nested argument itself. */
	get whole(): unknown {
		return this.above.get(this.name);
	}

	set whole(value: unknown) {
		this.above.set(this.name, value);
	}

	get(name: string): unknown {
		const value = this.whole;
		return value === undefined || Tokenization.isResolvable(value)
			? undefined
			: (value as Values)[name];
	}

	reference<T>(_name: string, make: () => T): T {
		return make();
	}

	set(name: string, value: unknown): void {
		const before = this.whole;
		const rest = Tokenization.isResolvable(before) ? {} : (before as object);
		this.whole = { ...rest, [name]: value };
	}
}
