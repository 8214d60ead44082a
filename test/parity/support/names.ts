import type { TestController } from "../../support/controllers";

interface Named {
	readonly uuid: string;
	readonly name: string;
}

/** Puts names in the place of what a Controller, or Terraform itself, makes up. */
export class Names {
	readonly #given = new Map<string, string>();
	readonly #times = new Map<string, number>();

	/** Names what the Controller has by now. */
	async learn(controller: TestController): Promise<void> {
		const list = async (path: string, member: string) =>
			(
				(await controller.call("GET", path)).body as Record<
					string,
					(Named & { microservices?: Named[] })[]
				>
			)[member] ?? [];
		for (const { uuid, name } of await list("/iofog-list", "fogs"))
			this.#give(uuid, `uuid of agent ${name}`);
		if (controller.dialect === "3.7") {
			const { body } = await controller.call("GET", "/volumeMounts");
			for (const { uuid, name } of body as Named[])
				this.#give(uuid, `uuid of volume mount ${name}`);
		}
		for (const { name, microservices = [] } of await list(
			"/application",
			"applications",
		))
			for (const one of microservices)
				this.#give(one.uuid, `uuid of ${name}/${one.name}`);
	}

	learnUrl(url: string, whose: string): void {
		this.#give(url, `url of the ${whose}`);
	}

	/** Names what a state file holds that no Controller knows. */
	learnState(state: StateFile): void {
		for (const { type, name, instances } of state.resources)
			for (const { attributes, index_key, deposed } of instances) {
				const { id, container_id: container } = (attributes ?? {}) as Record<
					string,
					unknown
				>;
				if (typeof container === "string" && container !== "")
					this.#give(container, `container of ${name} ${index_key ?? ""}`);
				if (type === "terraform_data" && typeof id === "string")
					this.#give(id, `id of ${name} ${index_key ?? ""}`);
				if (typeof deposed === "string")
					this.#give(deposed, `deposed ${name} ${index_key ?? ""}`);
			}
	}

	#give(found: string, name: string): void {
		if (this.#given.has(found)) return;
		const times = (this.#times.get(name) ?? 0) + 1;
		this.#times.set(name, times);
		this.#given.set(found, times > 1 ? `<${name}, ${times}>` : `<${name}>`);
	}

	/** A value of JSON with the names in it. */
	in<T>(value: T): T {
		let text = JSON.stringify(value) ?? "null";
		for (const [found, name] of this.#given)
			text = text.replaceAll(found, name);
		return JSON.parse(text) as T;
	}
}

/** A state file, as far as the tests look at it. */
export interface StateFile {
	readonly resources: readonly {
		readonly mode: string;
		readonly type: string;
		readonly name: string;
		readonly provider: string;
		readonly instances: readonly Record<string, unknown>[];
	}[];
	readonly outputs: Record<string, unknown>;
	readonly check_results: unknown;
}
