import { request } from "node:http";
import { createServer } from "node:net";

const { engineHost, socketOf } = require("../../scripts/docker-engine") as {
	engineHost(): string;
	socketOf(host: string): string | undefined;
};

/** The socket of the engine that tests use. */
export const engineSocket = socketOf(engineHost()) ?? "";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
type Any = any;

/** One call of the engine's own API, without any code under test; undefined where it says that there is no such thing. */
export function dockerCall(
	method: "GET" | "POST" | "DELETE",
	path: string,
	body?: object,
	socketPath = engineSocket,
): Promise<Any> {
	return new Promise((resolve, reject) => {
		const sent = request(
			{
				socketPath,
				method,
				path,
				headers: body && { "Content-Type": "application/json" },
			},
			(response) => {
				let text = "";
				response.setEncoding("utf8");
				response.on("data", (chunk) => {
					text += chunk;
				});
				response.on("end", () => {
					const status = response.statusCode ?? 0;
					if (status === 404) resolve(undefined);
					else if (status >= 300 && status !== 304)
						reject(new Error(`${method} ${path}: ${status} ${text}`));
					else
						resolve(
							text.startsWith("{") || text.startsWith("[")
								? JSON.parse(text)
								: text,
						);
				});
			},
		);
		sent.on("error", reject);
		sent.end(body && JSON.stringify(body));
	});
}

/** A container as `docker inspect` shows it; undefined where there is none. */
export const inspect = (name: string) =>
	dockerCall("GET", `/containers/${name}/json`);

/** Forgets a name of an image. Forced, as a container of another test may run the same image; where it stays, a test would find it without a pull. */
export const removeImage = (name: string) =>
	dockerCall("DELETE", `/images/${name}?force=1`);

/** Forgets the names of images that begin like this. */
export async function removeImages(prefix: string): Promise<void> {
	for (const { RepoTags } of await dockerCall("GET", "/images/json"))
		for (const name of RepoTags ?? [])
			if (name.startsWith(prefix)) await removeImage(name);
}

/** Names of all containers, networks and volumes of the engine that match, stopped ones among them. */
export async function remains(pattern: RegExp): Promise<string[]> {
	const containers = await dockerCall("GET", "/containers/json?all=true");
	const networks = await dockerCall("GET", "/networks");
	const { Volumes } = await dockerCall("GET", "/volumes");
	return [
		...containers.map((c: Any) => `container ${c.Names[0].slice(1)}`),
		...networks.map((n: Any) => `network ${n.Name}`),
		...(Volumes ?? []).map((v: Any) => `volume ${v.Name}`),
	].filter((name) => pattern.test(name));
}

/** A port of this machine that is free now. */
export function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}
