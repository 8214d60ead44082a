import type { Type } from "./type";

/** Generation of Controllers whose API is the same: 3.0.x or 3.7.x. */
export type Dialect = "3.0" | "3.7";

/** What an attribute may say beside its type; every option is used by more than one resource type. */
export interface AttributeOptions<T> {
	/** One or two full sentences: schema, reference page and editor hint at once. */
	readonly description: string;
	/** Value of an argument that is not set; equals the Controller's own default. */
	readonly default?: T;
	/** The one dialect that has this argument; setting it on the other is an error at plan time, its default applies in this one only. */
	readonly only?: Dialect;
	/** True: a change deletes and creates the object. "when-removed": only taking a set argument away does, as the Controller cannot unset it. */
	readonly requiresReplace?: boolean | "when-removed";
	/** True: a change makes the agent recreate the container. */
	readonly restarts?: boolean;
	/** True: never shown. */
	readonly sensitive?: boolean;
	/** True: handed to the Controller, kept nowhere. */
	readonly writeOnly?: boolean;
	/** Resource type and attribute (snake_case) that must exist with this value, e.g. `iofog_registry.id`. */
	readonly references?: `${string}.${string}`;
	/** True: changes by itself at run time; never drift. */
	readonly volatile?: boolean;
	/** Says since when not to use it, and what to use. */
	readonly deprecated?: string;
}

/** One attribute of a resource type. */
export interface Attribute<T = unknown, R extends Role = Role>
	extends AttributeOptions<T> {
	readonly type: Type<T>;
	readonly role: R;
}

/** required: the configuration must set it · optional: it may · reported: it may, else the Controller or the agent decides · computed: the Controller decides. */
export type Role = "required" | "optional" | "reported" | "computed";

/** Attributes by camelCase name. */
// biome-ignore lint/suspicious/noExplicitAny: attributes of any value type stand side by side.
export type Attributes = Readonly<Record<string, Attribute<any>>>;

/** Values of all attributes: those that are required never null, all others null where not set. */
export type ValuesOf<A extends Attributes> = {
	-readonly [K in keyof A]: A[K] extends Attribute<infer T, infer R>
		? R extends "required"
			? T
			: T | null
		: never;
};

/** An argument that the configuration must set. */
export function required<T>(
	type: Type<T>,
	options: AttributeOptions<NoInfer<T>>,
): Attribute<T, "required"> {
	return { type, role: "required", ...options };
}

/** An argument that the configuration may set; without it the default holds, or null. */
export function optional<T>(
	type: Type<T>,
	options: AttributeOptions<NoInfer<T>>,
): Attribute<T, "optional"> {
	return { type, role: "optional", ...options };
}

/** An argument that the configuration may set; without it the Controller or the agent decides, and whatever it decides is no drift. */
export function reported<T>(
	type: Type<T>,
	options: AttributeOptions<NoInfer<T>>,
): Attribute<T, "reported"> {
	return { type, role: "reported", ...options };
}

/** A value that the Controller decides. */
export function computed<T>(
	type: Type<T>,
	options: AttributeOptions<NoInfer<T>>,
): Attribute<T, "computed"> {
	return { type, role: "computed", ...options };
}

/** True for an attribute that a plan may fill where the configuration says nothing. */
export function isComputed(attribute: Attribute): boolean {
	return (
		attribute.role === "computed" ||
		attribute.role === "reported" ||
		attribute.default !== undefined
	);
}
