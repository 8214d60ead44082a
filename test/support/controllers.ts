import type { Dialect } from "../../src/core";

/** A Controller that tests talk to. */
export interface TestController {
	readonly label: string;
	readonly dialect: Dialect;
	readonly login: { url: string; email: string; password: string };
	/** Reads or writes by a second path: the API itself, without the code under test. */
	call(
		method: string,
		path: string,
		body?: unknown,
	): Promise<{ status: number; body: unknown }>;
	close(): Promise<void>;
}

/** The dev Controller in both dialects, or the real Controller at IOFOG_CONTROLLER_URL. */
export function controllerDialects(): readonly (Dialect | "real")[] {
	return process.env.IOFOG_CONTROLLER_URL ? ["real"] : ["3.0", "3.7"];
}

/** Starts a dev Controller of a dialect on a free port, or logs in to the real one. */
export async function testController(
	which: Dialect | "real",
	options: { faults?: boolean; settleMs?: number; latencyMs?: number } = {},
): Promise<TestController> {
	if (which === "real") {
		const url = process.env.IOFOG_CONTROLLER_URL as string;
		const status = await (await fetch(`${url}/api/v3/status`)).json();
		return connect(
			"real",
			status.versions.controller.startsWith("3.0") ? "3.0" : "3.7",
			{
				url,
				email: process.env.IOFOG_EMAIL ?? "",
				password: process.env.IOFOG_PASSWORD ?? "",
			},
			async () => {},
		);
	}
	const { startDevController } =
		require("../../src/dev-controller") as typeof import("../../src/dev-controller");
	const dev = await startDevController({
		dialect: which,
		// Above 0, so that the end of settling shows in `updatedAt`.
		settleMs: 30,
		...options,
	});
	return connect(`dev ${which}`, which, dev, () => dev.close());
}

/** Logs in to a Controller that runs already. */
export async function connect(
	label: string,
	dialect: Dialect,
	{ url, email, password }: TestController["login"],
	close: () => Promise<void>,
): Promise<TestController> {
	let authorization = "";
	const call: TestController["call"] = async (method, path, body) => {
		const response = await fetch(`${url}/api/v3${path}`, {
			method,
			headers: {
				authorization,
				...(body !== undefined && { "content-type": "application/json" }),
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		let answer: unknown = text;
		try {
			answer = JSON.parse(text);
		} catch {
			// An empty or an HTML answer stays a text.
		}
		return { status: response.status, body: answer };
	};
	const { body } = await call("POST", "/user/login", { email, password });
	const token = (body as { accessToken: string }).accessToken;
	authorization = dialect === "3.0" ? token : `Bearer ${token}`;
	return { label, dialect, login: { url, email, password }, call, close };
}
