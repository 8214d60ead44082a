import { type IResolvable, type IResolveContext, Token } from "cdktf";
import { printHcl } from "./hcl";

/** A call of a function of Terraform's language; texts in its arguments mean nothing but themselves. It is written here because cdktf's own leaves quotes and backslashes in strings unescaped. */
export class FunctionCall implements IResolvable {
	readonly creationStack: string[] = [];

	constructor(
		private readonly name: string,
		private readonly args: readonly unknown[],
	) {}

	resolve(context: IResolveContext): string {
		const bare = context.suppressBraces;
		context.suppressBraces = false;
		const args = this.args.map((arg) => printHcl(arg, context, true));
		context.suppressBraces = bare;
		const call = `${this.name}(${args.join(", ")})`;
		return bare ? call : `\${${call}}`;
	}

	toString(): string {
		return Token.asString(this);
	}
}
