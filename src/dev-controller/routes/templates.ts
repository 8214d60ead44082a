import { invalid } from "../errors";
import { renderValues } from "../liquid";
import {
	BOTH,
	type Call,
	CHECKED,
	GUARDED,
	LOOKED_UP,
	type Route,
} from "../route";
import {
	createTemplate,
	deleteTemplate,
	getTemplate,
	listTemplates,
	patchTemplate,
	putTemplate,
	type TemplateBody,
} from "../services/templates";
import { templateFromYaml } from "../yaml";

const nameOf = (call: Call): string => call.params.name ?? "";

function bodyOf(call: Call): TemplateBody {
	const body = call.body;
	if (Array.isArray(body)) return body as TemplateBody;
	return body as TemplateBody;
}

/** The template that an uploaded file describes; only its variables are rendered. */
function uploaded({ world, file, user }: Call): TemplateBody {
	if (!file) throw invalid("Application file missing");
	const body = templateFromYaml(
		file.content,
		world.dialect === "3.7",
	) as TemplateBody;
	if (body.variables)
		renderValues(world, body.variables, { self: body.variables }, user);
	return body;
}

/** Application templates. */
export const templates: Route[] = [
	{
		method: "GET",
		path: "/applicationTemplates",
		status: 200,
		errors: GUARDED,
		handle: ({ world, user }) => listTemplates(world, user),
	},
	{
		method: "POST",
		path: "/applicationTemplate",
		status: 201,
		errors: CHECKED,
		handle: (call) => createTemplate(call.world, bodyOf(call), call.user),
	},
	{
		method: "POST",
		path: "/applicationTemplate/yaml",
		status: 201,
		errors: CHECKED,
		file: "template",
		handle: (call) => createTemplate(call.world, uploaded(call), call.user),
	},
	{
		method: "GET",
		path: "/applicationTemplate/:name",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) => getTemplate(call.world, nameOf(call), call.user),
	},
	{
		method: "PATCH",
		path: "/applicationTemplate/:name",
		status: 204,
		errors: BOTH,
		handle: (call) =>
			patchTemplate(call.world, nameOf(call), bodyOf(call), call.user),
	},
	{
		method: "PUT",
		path: "/applicationTemplate/yaml/:name",
		status: 200,
		errors: BOTH,
		file: "template",
		handle: (call) =>
			putTemplate(call.world, nameOf(call), uploaded(call), call.user),
	},
	{
		method: "PUT",
		path: "/applicationTemplate/:name",
		status: 200,
		errors: BOTH,
		handle: (call) =>
			putTemplate(call.world, nameOf(call), bodyOf(call), call.user),
	},
	{
		method: "DELETE",
		path: "/applicationTemplate/:name",
		status: 204,
		errors: LOOKED_UP,
		handle: (call) => deleteTemplate(call.world, nameOf(call), call.user),
	},
];
