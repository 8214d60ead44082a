import { duplicate, notFound, readOfNull } from "../errors";
import { renderValues } from "../liquid";
import type { Template, TemplateVariable, User } from "../model";
import { defined, timestamps, type World } from "../world";
import { owns } from "./access";
import { inRowOrder } from "./row-order";

interface VariableBody {
	key: string;
	description?: string;
	defaultValue?: unknown;
}

/** What a client sends of an application template. */
export interface TemplateBody {
	name?: string;
	description?: string;
	variables?: VariableBody[];
	application?: Record<string, unknown>;
}

/** How an application asks for a template: its name and the values of its variables. */
export interface TemplateUse {
	name?: string;
	variables?: { key: string; value: unknown }[];
}

const named = (world: World, name: string, user: User): Template | undefined =>
	world.templates.by("name", name).find((row) => owns(world, row, user));

function variable(world: World, body: VariableBody): TemplateVariable {
	return {
		id: world.store.next("templateVariable"),
		key: body.key,
		description: body.description ?? "",
		defaultValue:
			body.defaultValue === undefined
				? null
				: JSON.stringify(body.defaultValue),
		...timestamps(),
	};
}

const stored = (body: TemplateBody): string => {
	const { name: _, ...application } = body.application ?? {};
	return JSON.stringify(application);
};

/** Adds an application template. */
export function createTemplate(
	world: World,
	body: TemplateBody,
	user: User,
): { id: number; name: string } {
	world.validate("applicationTemplateCreate", body);
	if (named(world, String(body.name), user)) throw duplicate(body.name);
	const template = world.templates.insert({
		id: world.store.next("template"),
		name: String(body.name),
		description: body.description ?? "",
		applicationJSON: stored(body),
		userId: user.id,
		variables: (body.variables ?? []).map((item) => variable(world, item)),
		...timestamps(),
	});
	return { id: template.id, name: template.name };
}

/** Replaces a template or makes it; an application that is left out becomes an empty one. */
export function putTemplate(
	world: World,
	name: string,
	body: TemplateBody,
	user: User,
): { id: number; name: string } {
	world.validate("applicationTemplateUpdate", body);
	const template = named(world, name, user);
	if (!template) return createTemplate(world, { ...body, name }, user);
	if (body.name) {
		const other = named(world, body.name, user);
		if (other && other.id !== template.id) throw duplicate(body.name);
	}
	world.templates.update(
		template,
		defined({
			name: body.name || name,
			description: body.description,
			applicationJSON: stored(body),
		}),
	);
	if (body.variables)
		world.templates.update(template, {
			variables: body.variables.map((item) => variable(world, item)),
		});
	return { id: template.id, name: body.name || name };
}

/** Changes what a body names of a template. */
export function patchTemplate(
	world: World,
	name: string,
	body: TemplateBody,
	user: User,
): void {
	world.validate("applicationTemplatePatch", body);
	const template = named(world, name, user);
	if (!template) throw notFound("Invalid application id '{}'");
	if (body.name) {
		const other = named(world, body.name, user);
		if (other && other.id !== template.id) throw duplicate(body.name);
	}
	world.templates.update(
		template,
		defined({ name: body.name || name, description: body.description }),
	);
}

/** Removes a template; that there is none is no error. */
export function deleteTemplate(world: World, name: string, user: User): void {
	const template = named(world, name, user);
	if (template) world.templates.remove(template);
}

function view(
	world: World,
	template: Template,
	variables: unknown[],
): Record<string, unknown> {
	const { id, name, description, createdAt, updatedAt, userId } = template;
	return {
		id,
		name,
		description,
		schemaVersion: "",
		createdAt,
		updatedAt,
		...(world.dialect === "3.0" ? { userId } : {}),
		variables,
		application: JSON.parse(template.applicationJSON),
	};
}

/** One template, with the default values of its variables parsed. */
export function getTemplate(world: World, name: string, user: User): unknown {
	const template = named(world, name, user);
	if (!template) throw notFound("Could not find Application Template {}", name);
	const variables = template.variables.map((item) => ({
		...item,
		defaultValue:
			item.defaultValue === null ? null : JSON.parse(item.defaultValue),
		applicationTemplateId: template.id,
	}));
	return view(world, template, variables);
}

/** All templates; here default values stay JSON text. */
export function listTemplates(world: World, user: User): unknown {
	const templates = world.templates
		.all()
		.filter((row) => owns(world, row, user));
	return {
		applicationTemplates: templates.map((template) => {
			const variables = inRowOrder(world, template.variables, "key");
			return view(
				world,
				template,
				variables.map((item) => ({
					...item,
					applicationTemplateId: template.id,
				})),
			);
		}),
	};
}

interface Described {
	microservices?: { config?: unknown }[];
	variables?: unknown;
}

/** The application that a template makes of the given values, ready to be created. */
export function fromTemplate(
	world: World,
	use: TemplateUse,
	user: User,
): object {
	world.validate("applicationTemplateDeploy", use);
	const template = named(world, String(use.name), user);
	if (!template) throw notFound("Could not find Application Template {}");
	const application = JSON.parse(template.applicationJSON) as Described;
	const values: Record<string, unknown> = {};
	for (const item of template.variables)
		values[item.key] =
			item.defaultValue === null ? null : JSON.parse(item.defaultValue);
	for (const item of use.variables ?? []) values[item.key] = item.value;
	delete application.variables;
	if (!application.microservices)
		throw Object.assign(
			new TypeError("newApplication.microservices is not iterable"),
		);
	for (const microservice of application.microservices)
		if (typeof microservice.config === "string" && microservice.config !== "")
			microservice.config = JSON.parse(microservice.config);
	renderValues(world, application, { ...values, self: application }, user);
	for (const microservice of application.microservices) {
		if (!microservice) throw readOfNull("config");
		if (typeof microservice.config === "object")
			microservice.config = JSON.stringify(microservice.config);
	}
	return application;
}
