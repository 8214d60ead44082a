import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** The attribute of a construct, or the value itself where no construct was passed; undefined stays undefined. */
export function attributeOf<T extends string | number, K extends string>(
	value: T | { readonly [P in K]: T } | undefined,
	attribute: K,
): T | undefined {
	return typeof value === "object" ? value[attribute] : value;
}

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
	const set = names.filter(
		(name) => (config as Record<string, unknown>)[name] !== undefined,
	);
	if (set.length > 1)
		throw new TypeError(
			`"${id}" in "${scope.node.path}" sets ${set.map((n) => `"${n}"`).join(" and ")}: only one of them can be set.`,
		);
}
