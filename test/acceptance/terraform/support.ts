import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "../../../src/core";
import { resources } from "../../../src/resources";
import {
	type Binary,
	terraformBinary,
	tofuBinary,
} from "../../support/binaries";
import { type TestController, testController } from "../../support/controllers";
import { type PlayedHost, playedHost } from "../../support/played-host";
import { type TfProject, tfProjects } from "../../support/tf-project";

/** What a test is given: the program, a Controller of its own, and folders for configurations. */
export interface Place {
	readonly binary: Binary;
	readonly controller: TestController;
	/** A host with an agent for the test's Controller. */
	readonly host: PlayedHost;
	/** A new folder, on the test's Controller unless another one is given. */
	project(env?: NodeJS.ProcessEnv, controller?: TestController): TfProject;
}

type ControllerOptions = Parameters<typeof testController>[1];

const both = [terraformBinary, tofuBinary].filter((b) => b !== undefined);

/** Groups tests that run by Terraform, and again by the newest OpenTofu; without either the group is skipped, and the reason was printed. */
export function onBinaries(
	title: string,
	body: (define: Define, binary: Binary) => void,
): void {
	const newProject = tfProjects();
	(both.length > 0 ? describe : describe.skip).each(
		both.length > 0 ? both : [{ name: "no Terraform" } as Binary],
	)(`${title}, by $name`, (binary) => {
		body(definer(binary, newProject), binary);
	});
}

/** Defines a test on a fresh Controller of a dialect. */
export type Define = (
	name: string,
	dialect: Dialect,
	body: (place: Place) => Promise<void>,
	options?: ControllerOptions,
) => void;

function definer(
	binary: Binary,
	newProject: ReturnType<typeof tfProjects>,
): Define {
	return (name, dialect, body, options) =>
		test(`${name} (${dialect})`, async () => {
			const controller = await testController(dialect, options);
			const host = await playedHost(controller);
			try {
				await body({
					binary,
					controller,
					host,
					project: (env, other = controller) => newProject(binary, other, env),
				});
			} finally {
				await host.close();
				await controller.close();
			}
		}, 120_000);
}

/** A configuration with every resource type that a dialect has. */
export const everyType = (dialect: Dialect, { dockerHost }: PlayedHost) =>
	`${readFileSync(join(__dirname, `../../fixtures/terraform/fleet-${dialect}.tf`), "utf8")}
variable "docker_host" {
  default = "${dockerHost}"
}
`;

type Attributes = Record<string, unknown>;

const IDS: Record<string, (state: Attributes) => string> = {
	iofog_agent: ({ name, uuid }) =>
		name === "edge-hub" ? String(uuid) : String(name),
	iofog_agent_provisioning: ({ agent_uuid, container, docker_host }) =>
		`${agent_uuid}/${container}@${docker_host}`,
	iofog_application: ({ name }) => String(name),
	iofog_catalog_item: ({ name }) => String(name),
	iofog_config_map: ({ name }) => String(name),
	iofog_secret: ({ name }) => String(name),
	iofog_volume_mount: ({ name }) => String(name),
	iofog_microservice: ({ uuid, application, name }) =>
		name === "broker" ? String(uuid) : `${application}/${name}`,
	iofog_microservice_ready: ({ microservice_uuid }) =>
		String(microservice_uuid),
	iofog_nats_hub: () => "default",
	iofog_registry: ({ id, url }) =>
		String(url).startsWith("other") ? String(id) : String(url),
	iofog_route: ({ application, name }) => `${application}/${name}`,
	iofog_router: () => "default",
};

/** The ID by which an object is imported, each form at least once in the configuration with every type. */
export const importId = (address: string, state: Attributes) =>
	IDS[address.split(".")[0] ?? ""]?.(state) ?? "";

/** Makes an object by hand; what the Controller answers. */
export async function make(
	controller: TestController,
	path: string,
	body: object,
	method = "POST",
): Promise<{ uuid: string; id: number }> {
	const { status, body: answer } = await controller.call(method, path, body);
	if (status >= 300)
		throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
	return answer as { uuid: string; id: number };
}

/** The default router, as most agents want one. */
export const makeRouter = (controller: TestController) =>
	make(
		controller,
		"/router",
		{
			host: "10.0.8.2",
			messagingPort: 5671,
			edgeRouterPort: 56721,
			interRouterPort: 56722,
		},
		"PUT",
	);

/** A router and an agent, made by hand; the agent's uuid. */
export async function makeAgent(
	controller: TestController,
	name = "edge-1",
): Promise<string> {
	await makeRouter(controller);
	const more = controller.dialect === "3.7" ? { natsMode: "none" } : {};
	const { uuid } = await make(controller, "/iofog", {
		name,
		host: "10.0.8.11",
		fogType: 1,
		...more,
	});
	return uuid;
}

/** Microservices of the Controller by name, as its API tells them. */
export async function microservices(
	controller: TestController,
): Promise<Record<string, Record<string, unknown>>> {
	const { body } = await controller.call("GET", "/microservices");
	const list = (body as { microservices: { name: string }[] }).microservices;
	return Object.fromEntries(list.map((m) => [m.name, m]));
}

/** Names of the applications of the Controller. */
export async function applications(
	controller: TestController,
): Promise<string[]> {
	const { body } = await controller.call("GET", "/application");
	return (body as { applications: { name: string }[] }).applications
		.map(({ name }) => name)
		.sort();
}

/** Resource types that a dialect has. */
export function typesOf(dialect: Dialect): string[] {
	return resources
		.filter(({ only }) => only === undefined || only === dialect)
		.map(({ type }) => type)
		.sort();
}
