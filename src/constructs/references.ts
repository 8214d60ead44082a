import {
	DefaultTokenResolver,
	StringConcat,
	type TerraformResource,
	Token,
	Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";

/** The attribute of a construct, or the value itself where no construct was passed; undefined stays undefined. */
export function attributeOf<T extends string | number, K extends string>(
	value: T | { readonly [P in K]: T } | undefined,
	attribute: K,
): T | undefined {
	return typeof value === "object" ? value[attribute] : value;
}

/** The address of a resource within its stack, e.g. `iofog_agent.edge`: a name, not an expression. */
export const addressOf = (resource: TerraformResource): string =>
	`${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

/** True for a reference that ends in this attribute, e.g. `${iofog_agent.edge.uuid}`. */
export function refersTo(
	scope: IConstruct,
	value: string,
	attribute: string,
): boolean {
	if (!Token.isUnresolved(value)) return false;
	const text = resolveIn(scope, value);
	return typeof text === "string" && text.endsWith(`.${attribute}}`);
}

/** A value as it will stand in the synthesized stack. */
export function resolveIn(scope: IConstruct, value: unknown): unknown {
	return Tokenization.resolve(value, {
		scope,
		resolver: new DefaultTokenResolver(new StringConcat()),
		preparing: false,
	});
}

/** Throws where two arguments that say the same thing are both set. */
export function atMostOne(
	scope: IConstruct,
	id: string,
	config: object,
	...names: string[]
): void {
	const set = setOf(config, names);
	if (set.length > 1)
		throw new TypeError(
			`"${id}" in "${scope.node.path}" sets ${quoted(set, "and")}: only one of them can be set.`,
		);
}

/** Throws where none of the arguments that can say something needed is set. */
export function atLeastOne(
	scope: IConstruct,
	id: string,
	config: object,
	...names: string[]
): void {
	if (setOf(config, names).length === 0)
		throw new TypeError(
			`"${id}" in "${scope.node.path}" needs ${quoted(names, "or")}.`,
		);
}

function setOf(config: object, names: readonly string[]): string[] {
	return names.filter(
		(name) => (config as Record<string, unknown>)[name] !== undefined,
	);
}

function quoted(names: readonly string[], word: string): string {
	return names.map((name) => `"${name}"`).join(` ${word} `);
}
