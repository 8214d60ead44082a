import { Context, Liquid, toValueSync } from "liquidjs";
import type { User } from "./model";
import type { World } from "./world";

/** Where the filters find their world: a key that no template can name. */
const HOME = Symbol("world");

interface Scope {
	[HOME]: { world: World; user: User | undefined };
}

interface FilterThis {
	context: { environments: object };
}

/** Filters that the Controller's older engine does not have; unknown filters pass their input on. */
const NEWER_FILTERS =
	"xml_escape cgi_escape uri_escape slugify sum compact push unshift pop shift reject where_exp reject_exp group_by group_by_exp has has_exp find_index find_index_exp find find_exp sample date_to_xmlschema date_to_rfc822 date_to_string date_to_long_string remove_last squish replace_last normalize_whitespace number_of_words array_to_sentence_string base64_encode base64_decode sha256 hmac_sha256 jsonify to_integer inspect".split(
		" ",
	);

function parseJson(value: unknown): unknown {
	try {
		return JSON.parse(value as string);
	} catch {
		return value;
	}
}

function toText(value: unknown): unknown {
	return typeof value === "string" || value === null || value === undefined
		? value
		: String(value);
}

/** A filter that looks something up; on 3.0 it needs a user and gives nothing without one. */
const lookup = (
	find: (world: World, user: User, ...args: unknown[]) => unknown,
): ((this: FilterThis, ...args: unknown[]) => unknown) =>
	function (this: FilterThis, ...args) {
		const { world, user } = (this.context.environments as Scope)[HOME];
		if (world.dialect === "3.0" && !user) return undefined;
		return find(world, user as User, ...args);
	};

function createEngine(): Liquid {
	const engine = new Liquid();
	const { tags, filters } = engine as unknown as Record<
		"tags" | "filters",
		Record<string, unknown>
	>;
	for (const tag of ["liquid", "echo", "#"]) delete tags[tag];
	for (const filter of NEWER_FILTERS) delete filters[filter];
	const add = (name: string, filter: unknown) =>
		engine.registerFilter(name, filter as (value: unknown) => unknown);
	add(
		"findAgent",
		lookup((world, user, name) => world.lookups.agent(user, name)),
	);
	add(
		"findMicroserviceAgent",
		lookup((world, user, microservice) =>
			world.lookups.agentOf(user, microservice as { iofogUuid?: string }),
		),
	);
	add(
		"findApplication",
		lookup((world, user, name) => world.lookups.application(user, name)),
	);
	add(
		"findEdgeResource",
		lookup((world, user, name, version) =>
			world.lookups.edgeResource(user, name, version),
		),
	);
	add("toNumber", parseJson);
	add("toBoolean", parseJson);
	add("toString", toText);
	add("newline_to_br", (text: unknown) =>
		String(text ?? "").replace(/\n/g, "<br/>"),
	);
	return engine;
}

const engine = createEngine();

/** Collects output as the older engine does: a first value keeps its type, later ones are joined with `+`. */
class Collector {
	buffer: unknown = "";

	write(value: unknown): void {
		this.buffer =
			typeof value !== "string" && this.buffer === ""
				? value
				: (this.buffer as string) + (value as string);
	}
}

const OUTPUT = /\{\{-?([\s\S]*?)-?\}\}/g;
const FIRST_VALUE =
	/^\s*(?:"[^"]*"|'[^']*'|\([^()]*\)|-?[\w.-]+(?:\?|\[[^\]]*\]|\.[\w-]+)*)\s*([\s\S]*)$/;

/** The complaint of the older engine about an output of several values, which the newer one accepts. */
function surplusToken(template: string): string | undefined {
	if (template.includes("{%")) return undefined;
	for (const match of template.matchAll(OUTPUT)) {
		const rest = FIRST_VALUE.exec(match[1] ?? "")?.[1]?.trimEnd();
		if (!rest || rest.startsWith("|")) continue;
		const lines = template.slice(0, match.index).split("\n");
		const column = (lines.at(-1)?.length ?? 0) + 1;
		return `ParseError: unexpected token at ${JSON.stringify(rest)}, line:${lines.length}, col:${column}`;
	}
	return undefined;
}

function render(template: string, scope: object): unknown {
	const surplus = surplusToken(template);
	if (surplus) return surplus;
	// An output without a value is nothing to the older engine and an error to the newer one.
	const source = template.replace(
		/\{\{(-?)\s*(?=\||-?\}\})/g,
		"{{$1 __nothing ",
	);
	const collector = new Collector();
	const context = new Context(scope, engine.options, { sync: true });
	toValueSync(
		engine.renderer.renderTemplates(
			engine.parse(source),
			context,
			collector as never,
		) as never,
	);
	return collector.buffer;
}

/** Renders every text inside a value in place; a text that cannot be rendered becomes the words of its error. */
export function renderValues(
	world: World,
	value: unknown,
	variables: Record<string, unknown>,
	user: User | undefined,
): void {
	const scope: Record<string, unknown> & Scope = {
		...variables,
		[HOME]: { world, user },
	};
	const visit = (node: Record<string, unknown>): void => {
		for (const key in node) {
			const member = node[key];
			if (typeof member === "object") visit(member as Record<string, unknown>);
			else if (typeof member === "string" && /\{\{|\{%/.test(member))
				try {
					node[key] = render(member, scope);
				} catch (error) {
					node[key] = String(error);
				}
		}
	};
	visit(value as Record<string, unknown>);
}
