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
import type { ApplicationBody } from "../services/application-body";
import {
	patchApplication,
	putApplication,
} from "../services/application-update";
import { getApplication, listApplications } from "../services/application-view";
import { createApplication, deleteApplication } from "../services/applications";
import { applicationFromYaml } from "../yaml";

const nameOf = (call: Call): string => call.params.name ?? "";
const bodyOf = (call: Call): ApplicationBody => call.body as ApplicationBody;

/** The application that an uploaded file describes, with its templates rendered. */
function uploaded({ world, file, user }: Call): ApplicationBody {
	if (!file) throw invalid("Application file missing");
	const body = applicationFromYaml(file.content, world.dialect === "3.7");
	renderValues(world, body, { self: body }, user);
	return body as ApplicationBody;
}

/** Applications by name, as JSON or as a YAML file, and the system applications of 3.7. */
export const applications: Route[] = [
	{
		method: "GET",
		path: "/application",
		status: 200,
		errors: GUARDED,
		handle: ({ world, user }) => listApplications(world, user),
	},
	{
		method: "GET",
		path: "/application/system",
		status: 200,
		errors: GUARDED,
		only: "3.7",
		handle: ({ world, user }) => listApplications(world, user, true),
	},
	{
		method: "POST",
		path: "/application",
		status: 201,
		errors: CHECKED,
		substitutes: true,
		handle: (call) => createApplication(call.world, bodyOf(call), call.user),
	},
	{
		method: "POST",
		path: "/application/yaml",
		status: 201,
		errors: CHECKED,
		file: "application",
		handle: (call) => createApplication(call.world, uploaded(call), call.user),
	},
	{
		method: "GET",
		path: "/application/:name",
		status: 200,
		errors: LOOKED_UP,
		handle: (call) =>
			getApplication(call.world, { name: nameOf(call) }, call.user),
	},
	{
		method: "GET",
		path: "/application/system/:name",
		status: 200,
		errors: LOOKED_UP,
		only: "3.7",
		handle: (call) =>
			getApplication(call.world, { name: nameOf(call) }, call.user, true),
	},
	{
		method: "PATCH",
		path: "/application/:name",
		status: 204,
		errors: BOTH,
		substitutes: true,
		handle: (call) =>
			patchApplication(
				call.world,
				{ name: nameOf(call) },
				bodyOf(call),
				call.user,
			),
	},
	{
		method: "PUT",
		path: "/application/yaml/:name",
		status: 204,
		errors: BOTH,
		file: "application",
		handle: (call) =>
			putApplication(call.world, nameOf(call), uploaded(call), call.user),
	},
	{
		method: "PUT",
		path: "/application/:name",
		status: 204,
		errors: BOTH,
		substitutes: true,
		handle: (call) =>
			putApplication(call.world, nameOf(call), bodyOf(call), call.user),
	},
	{
		method: "DELETE",
		path: "/application/:name",
		status: 204,
		errors: LOOKED_UP,
		handle: (call) =>
			deleteApplication(call.world, { name: nameOf(call) }, call.user),
	},
	{
		method: "DELETE",
		path: "/application/system/:name",
		status: 204,
		errors: LOOKED_UP,
		only: "3.7",
		handle: (call) =>
			deleteApplication(call.world, { name: nameOf(call) }, call.user, true),
	},
];

/** The older names of the same objects, which are found by id here and rendered nowhere. */
export const flows: Route[] = [
	{
		method: "GET",
		path: "/flow",
		status: 200,
		errors: GUARDED,
		handle: ({ world, user }) => ({
			flows: listApplications(world, user).applications,
		}),
	},
	{
		method: "POST",
		path: "/flow",
		status: 201,
		errors: CHECKED,
		handle: (call) => createApplication(call.world, bodyOf(call), call.user),
	},
	{
		method: "GET",
		path: "/flow/:id",
		status: 200,
		errors: LOOKED_UP,
		handle: ({ world, params, user }) =>
			getApplication(world, { id: params.id ?? "" }, user),
	},
	{
		method: "PATCH",
		path: "/flow/:id",
		status: 204,
		errors: BOTH,
		handle: ({ world, params, body, user }) =>
			patchApplication(
				world,
				{ id: params.id ?? "" },
				body as ApplicationBody,
				user,
			),
	},
	{
		method: "DELETE",
		path: "/flow/:id",
		status: 204,
		errors: LOOKED_UP,
		handle: ({ world, params, user }) =>
			deleteApplication(world, { id: params.id ?? "" }, user),
	},
];
