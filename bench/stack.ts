import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How large a fleet is: microservices are spread evenly over applications, all on one agent. */
export interface Size {
	readonly applications: number;
	readonly microservices: number;
}

/** Names and values of one microservice of the fleet. */
export function microserviceOf(size: Size, i: number, changed = false) {
	return {
		name: `ms-${i}`,
		application: `bench-${i % size.applications}`,
		image: "nginx:1.27",
		env: { INDEX: String(i), ROLE: changed && i === 0 ? "changed" : "worker" },
	};
}

/** A folder with one synthesized stack, as cdktf writes it; `remove` deletes it. */
export class Project {
	readonly dir = mkdtempSync(join(tmpdir(), "fogform-bench-"));

	constructor(
		readonly controller: { url: string; email: string; password: string },
		readonly agentUuid: string,
	) {}

	/** Writes the stack with these resources. */
	write(resource: Record<string, Record<string, unknown>>): void {
		const out = join(this.dir, "cdktf.out");
		const folder = join(out, "stacks", "bench");
		mkdirSync(folder, { recursive: true });
		const stack = {
			terraform: {
				required_providers: {
					iofog: {
						source: "registry.terraform.io/fogform/iofog",
						version: "0.1.0",
					},
				},
				backend: { local: { path: join(this.dir, "terraform.bench.tfstate") } },
			},
			provider: { iofog: [{ ...this.controller }] },
			resource,
		};
		writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
		writeFileSync(
			join(out, "manifest.json"),
			JSON.stringify({
				version: "0.21.0",
				stacks: {
					bench: {
						name: "bench",
						constructPath: "bench",
						workingDirectory: "stacks/bench",
						synthesizedStackPath: "stacks/bench/cdk.tf.json",
						annotations: [],
						dependencies: [],
					},
				},
			}),
		);
		writeFileSync(
			join(this.dir, "cdktf.json"),
			JSON.stringify({ language: "typescript", app: "true" }),
		);
	}

	/** Writes a fleet of this size. */
	fleet(size: Size, changed = false): void {
		const application: Record<string, unknown> = {};
		for (let i = 0; i < size.applications; i++)
			application[`a${i}`] = { name: `bench-${i}` };
		const microservice: Record<string, unknown> = {};
		for (let i = 0; i < size.microservices; i++) {
			const { name, image, env } = microserviceOf(size, i, changed);
			microservice[`m${i}`] = {
				name,
				application: `\${iofog_application.a${i % size.applications}.name}`,
				agent_uuid: this.agentUuid,
				images: { amd64: image },
				env,
			};
		}
		this.write({
			iofog_application: application as never,
			iofog_microservice: microservice as never,
		});
	}

	remove(): void {
		rmSync(this.dir, { recursive: true, force: true });
	}
}
