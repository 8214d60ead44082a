import { Agent, request } from "node:http";
import { microserviceOf, type Size } from "./stack";

const pool = () => new Agent({ keepAlive: true, maxSockets: 16 });

/** A client that makes the cheapest possible calls over kept-alive connections, and nothing else: what the Controller itself costs. */
export class Bare {
	private agent = pool();
	private authorization = "";

	constructor(
		private readonly controller: {
			url: string;
			email: string;
			password: string;
		},
	) {}

	/** One call; the parsed answer. */
	call(method: string, path: string, body?: unknown): Promise<unknown> {
		const text = body === undefined ? undefined : JSON.stringify(body);
		return new Promise((resolve, reject) => {
			const req = request(
				`${this.controller.url}/api/v3${path}`,
				{
					method,
					agent: this.agent,
					headers: {
						authorization: this.authorization,
						...(text && {
							"content-type": "application/json",
							"content-length": Buffer.byteLength(text),
						}),
					},
				},
				(res) => {
					const chunks: Buffer[] = [];
					res.on("data", (c: Buffer) => chunks.push(c));
					res.on("end", () => {
						const answer = Buffer.concat(chunks).toString();
						if ((res.statusCode ?? 0) >= 300)
							reject(
								new Error(`${method} ${path}: ${res.statusCode} ${answer}`),
							);
						else resolve(answer && JSON.parse(answer));
					});
				},
			);
			req.on("error", reject);
			req.end(text);
		});
	}

	/** Logs in, and makes sure of a router, a NATS hub and one agent; its uuid. */
	async prepare(): Promise<{ dialect: "3.0" | "3.7"; agentUuid: string }> {
		const status = (await this.call("GET", "/status")) as {
			versions: { controller: string };
		};
		const dialect = status.versions.controller.startsWith("3.0")
			? "3.0"
			: "3.7";
		const { email, password } = this.controller;
		const { accessToken } = (await this.call("POST", "/user/login", {
			email,
			password,
		})) as { accessToken: string };
		this.authorization =
			dialect === "3.0" ? accessToken : `Bearer ${accessToken}`;
		await this.call("PUT", "/router", { host: "router.example.com" });
		if (dialect === "3.7")
			await this.call("PUT", "/nats/hub", { host: "nats.example.com" });
		const { fogs } = (await this.call("GET", "/iofog-list")) as {
			fogs: { uuid: string; name: string }[];
		};
		const known = fogs.find((f) => f.name === "bench-agent");
		if (known) return { dialect, agentUuid: known.uuid };
		const { uuid } = (await this.call("POST", "/iofog", {
			name: "bench-agent",
			fogType: 1,
			host: "127.0.0.1",
			routerMode: "none",
			...(dialect === "3.7" && { natsMode: "none" }),
		})) as { uuid: string };
		await new Promise((resolve) => setTimeout(resolve, 6000));
		return { dialect, agentUuid: uuid };
	}

	/** Creates the fleet, `width` microservices at a time. */
	async create(size: Size, agentUuid: string, width: number): Promise<void> {
		this.renew();
		for (let i = 0; i < size.applications; i++)
			await this.call("POST", "/application", {
				name: `bench-${i}`,
				isActivated: true,
			});
		let next = 0;
		const worker = async () => {
			for (let i = next++; i < size.microservices; i = next++) {
				const { name, application, image, env } = microserviceOf(size, i);
				await this.call("POST", "/microservices", {
					name,
					application,
					iofogUuid: agentUuid,
					images: [{ containerImage: image, fogTypeId: 1 }],
					env: Object.entries(env).map(([key, value]) => ({ key, value })),
				});
			}
		};
		await Promise.all(Array.from({ length: width }, worker));
	}

	/** Reads every application with its microservices. */
	async read(size: Size): Promise<void> {
		this.renew();
		for (let i = 0; i < size.applications; i++)
			await this.call("GET", `/application/bench-${i}`);
	}

	/** Deletes every application, and its microservices with it. */
	async destroy(size: Size): Promise<void> {
		this.renew();
		for (let i = 0; i < size.applications; i++)
			await this.call("DELETE", `/application/bench-${i}`);
	}

	/** The Controller closes connections that have been idle for a while. */
	private renew(): void {
		this.agent.destroy();
		this.agent = pool();
	}

	close(): void {
		this.agent.destroy();
	}
}
