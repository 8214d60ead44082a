import type { Case } from "../support/case";
import { withRouter } from "./fleet";

const refused = (
	name: string,
	resource: object,
	summary: string,
	rest: object = {},
): Case => ({
	name,
	before: withRouter,
	steps: [{ stack: { resource, ...rest }, plans: [], refused: summary }],
});

const application = (arguments_: object) => ({
	iofog_application: { a: arguments_ },
});

/** Configurations that neither takes, and what both say of them. */
export const refusals: readonly Case[] = [
	refused("a missing argument", application({}), "Missing required argument"),
	refused(
		"an argument that there is not",
		application({ name: "a", nmae: "b" }),
		"Extraneous JSON object property",
	),
	refused(
		"a value of another type",
		application({ name: "a", activated: "often" }),
		"Incorrect attribute value type",
	),
	refused(
		"a computed argument",
		{
			iofog_registry: {
				r: { id: 3, url: "u", username: "u", email: "e@example.com" },
			},
		},
		"Invalid or unknown key",
	),
	refused(
		"an invalid value",
		application({ name: "Not a name" }),
		"Invalid value",
	),
	refused(
		"an invalid value that comes by reference",
		{
			terraform_data: { t: { input: "Not a name" } },
			...application({ name: "${terraform_data.t.input}" }),
		},
		"Invalid value",
	),
	refused(
		"arguments that exclude each other",
		{
			iofog_microservice: {
				m: {
					name: "m",
					application: "a",
					agent_uuid: "u",
					agent_name: "n",
					images: { amd64: "x" },
				},
			},
		},
		"Conflicting arguments",
	),
	refused(
		"a type that there is not",
		{ iofog_thing: { t: {} } },
		"Invalid resource type",
	),
	refused(
		"a type without blocks",
		{ iofog_application: {} },
		"Missing block label",
	),
	refused(
		"a kind of block without blocks",
		application({ name: "a" }),
		"Missing block label",
		{ output: {} },
	),
	refused(
		"a setting of Terraform that there is not",
		application({ name: "a" }),
		"Extraneous JSON object property",
		{ terraform: { required_verison: ">= 1" } },
	),
	refused(
		"a move to the same place",
		application({ name: "a" }),
		"Redundant move statement",
		{
			moved: [{ from: "iofog_application.a", to: "iofog_application.a" }],
		},
	),
	refused(
		"a reference to nothing",
		application({ name: "${iofog_application.b.name}" }),
		"Reference to undeclared resource",
	),
	refused(
		"a reference to nothing that try would forgive",
		application({ name: "${try(var.nmae, local.name)}" }),
		"Reference to undeclared input variable",
		{ locals: { name: "a" } },
	),
	refused(
		"a reference to nothing that is not evaluated",
		application({ name: '${true ? "a" : iofog_application.b.name}' }),
		"Reference to undeclared resource",
	),
	refused(
		"a reference to nothing within a loop over nothing",
		application({
			name: 'a${join("", [for x in [] : iofog_registry.r.nothing])}',
		}),
		"Reference to undeclared resource",
	),
	refused(
		"an attribute by index",
		{
			iofog_application: {
				a: { name: "a" },
				b: { name: "b", description: '${iofog_application.a["name"]}' },
			},
		},
		"Unexpected resource instance key",
	),
	refused(
		"an attribute of all instances",
		{
			iofog_application: {
				a: { for_each: { k: "a" }, name: "${each.value}" },
				b: { name: "b", description: "${try(iofog_application.a.name, 1)}" },
			},
		},
		"Missing resource instance key",
	),
	refused(
		"an attribute that there is not",
		{
			iofog_application: {
				a: { name: "a" },
				b: { name: "${iofog_application.a.uuid}" },
			},
		},
		"Unsupported attribute",
	),
	refused(
		"keys that are not known yet",
		{
			iofog_registry: {
				r: { url: "u", username: "u", email: "e@example.com" },
			},
			iofog_application: {
				a: {
					for_each: "${toset([tostring(iofog_registry.r.id)])}",
					name: "a-${each.key}",
				},
			},
		},
		"Invalid for_each argument",
	),
	refused(
		"a cycle",
		{
			iofog_application: {
				a: { name: "a", description: "${iofog_application.b.name}" },
				b: { name: "b", description: "${iofog_application.a.name}" },
			},
		},
		"Cycle",
	),
	refused(
		"a sensitive output that does not say so",
		application({ name: "a", description: "${sensitive(1)}" }),
		"Output refers to sensitive values",
		{ output: { o: { value: "${iofog_application.a.description}" } } },
	),
	refused(
		"an ephemeral value in an argument that is kept",
		application({ name: "a", description: "${var.e}" }),
		"Invalid use of ephemeral value",
		{ variable: { e: { type: "string", ephemeral: true, default: "x" } } },
	),
];
