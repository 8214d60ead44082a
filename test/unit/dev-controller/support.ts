import {
	type DevController,
	type DevControllerOptions,
	startDevController,
} from "../../../src/dev-controller";
import type { Dialect } from "../../../src/dev-controller/dialect";

export const DIALECTS: Dialect[] = ["3.0", "3.7"];

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body, or undefined where the answer is no JSON. */
	// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
	body: any;
}

export interface Lab {
	controller: DevController;
	/** Calls below `/api/v3`, as the user unless headers say otherwise. */
	call(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
}

const started: DevController[] = [];

/** One call; a body that is no string, form or buffer goes as JSON. */
export async function request(
	url: string,
	method: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer> {
	const raw =
		body === undefined || typeof body === "string" || body instanceof FormData;
	const response = await fetch(url, {
		method,
		body: raw ? (body as BodyInit | undefined) : JSON.stringify(body),
		headers: raw ? headers : { "Content-Type": "application/json", ...headers },
	});
	const text = await response.text();
	const json = response.headers.get("content-type")?.includes("json");
	return {
		status: response.status,
		headers: response.headers,
		text,
		body: json && text ? JSON.parse(text) : undefined,
	};
}

/** The calls of a user who has logged in. */
export async function logIn(controller: DevController): Promise<Lab["call"]> {
	const base = `${controller.url}/api/v3`;
	const { email, password, dialect } = controller;
	const session = await request(`${base}/user/login`, "POST", {
		email,
		password,
	});
	const token = session.body.accessToken;
	const authorization = dialect === "3.0" ? token : `Bearer ${token}`;
	return (method, path, body, headers = {}) =>
		request(base + path, method, body, { authorization, ...headers });
}

/** A dev Controller of its own, stopped after the test file; agents settle at once unless told otherwise. */
export async function lab(
	dialect: Dialect,
	options: Partial<DevControllerOptions> = {},
): Promise<Lab> {
	const controller = await startDevController({
		dialect,
		settleMs: 0,
		...options,
	});
	started.push(controller);
	return { controller, call: await logIn(controller) };
}

afterAll(async () => {
	for (const controller of started.splice(0)) await controller.close();
});

/** An agent to put microservices on; its uuid. */
export async function agent({ controller, call }: Lab, name = "edge") {
	if (controller.dialect === "3.7")
		await call("PUT", "/nats/hub", { host: "10.9.9.9" });
	await call("PUT", "/router", { host: "10.9.9.9" });
	const created = await call("POST", "/iofog", {
		name,
		fogType: 1,
		host: "10.0.0.1",
	});
	return created.body.uuid as string;
}

/** A microservice that every Controller accepts. */
export const microservice = (
	name: string,
	application: string,
	iofogUuid: string,
) => ({
	name,
	application,
	iofogUuid,
	images: [{ containerImage: "nginx:1.25", fogTypeId: 1 }],
});
