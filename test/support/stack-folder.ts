import {
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with one synthesized stack for the memory provider. */
export class StackFolder {
	readonly dir = mkdtempSync(join(tmpdir(), "fogform-stack-"));
	readonly statePath = join(this.dir, "terraform.test.tfstate");

	/** Writes the stack; the backend and the provider are added. */
	write(stack: Record<string, unknown>): void {
		const { terraform = {}, ...rest } = stack as { terraform?: object };
		writeFileSync(
			join(this.dir, "cdk.tf.json"),
			JSON.stringify({
				"//": { metadata: { stackName: "test" } },
				terraform: {
					backend: { local: { path: this.statePath } },
					required_providers: {
						mem: { source: "registry.terraform.io/fogform/iofog" },
					},
					...terraform,
				},
				...rest,
			}),
		);
	}

	get state(): {
		serial: number;
		outputs: Record<string, { value: unknown }>;
		resources: {
			type: string;
			name: string;
			instances: Record<string, unknown>[];
		}[];
	} {
		// A run that has made nothing writes nothing.
		if (!existsSync(this.statePath))
			return { serial: 0, outputs: {}, resources: [] };
		return JSON.parse(readFileSync(this.statePath, "utf8"));
	}

	remove(): void {
		rmSync(this.dir, { recursive: true, force: true });
	}
}
