import { hasErrors, pathText, UNKNOWN } from "../../src/core";
import {
	type Configured,
	type PlanResult,
	provider,
	type Stored,
	type Values,
} from "../../src/provider";
import type { TestController } from "./controllers";

const { signal } = new AbortController();

/** Drives the provider as Terraform does: plan, apply, read, import of single objects. */
export class Driver {
	readonly configured: Configured;

	constructor(controller: TestController) {
		const { configured, diagnostics } = provider.configure(controller.login);
		if (!configured) throw new Error(JSON.stringify(diagnostics));
		this.configured = configured;
	}

	/** The plan for a configuration over what is stored. */
	async plan(
		type: string,
		config: Values,
		stored: Stored | null = null,
	): Promise<PlanResult> {
		const problems = provider.validateResource(type, config);
		const result = hasErrors(problems)
			? undefined
			: await provider.plan(
					this.configured,
					type,
					{
						config,
						prior: stored?.state ?? null,
						private: stored?.private ?? {},
					},
					signal,
				);
		const all = [...problems, ...(result?.diagnostics ?? [])];
		if (hasErrors(all) || !result)
			throw new Error(all.map((d) => `${d.summary}: ${d.detail}`).join("\n"));
		return result;
	}

	/** Creates or updates in place; a plan that forces replacement is an error. */
	async put(
		type: string,
		config: Values,
		stored: Stored | null = null,
	): Promise<Stored> {
		const plan = await this.plan(type, config, stored);
		if (stored && plan.requiresReplace.length > 0)
			throw new Error(
				`replaces: ${plan.requiresReplace.map(pathText).join(", ")}`,
			);
		const result = await provider.apply(
			this.configured,
			type,
			{
				config,
				prior: stored?.state ?? null,
				planned: plan.planned,
				private: plan.private,
			},
			signal,
		);
		if (hasErrors(result.diagnostics) || !result.state)
			throw new Error(
				result.diagnostics.map((d) => `${d.summary}: ${d.detail}`).join("\n"),
			);
		for (const [name, value] of Object.entries(plan.planned as Values))
			if (value !== UNKNOWN)
				expect([name, result.state[name]]).toEqual([name, value]);
		return { state: result.state, private: result.private };
	}

	/** What is stored, brought up to date; null: gone. */
	async read(type: string, stored: Stored): Promise<Stored | null> {
		this.configured.forget();
		const result = await provider.read(this.configured, type, stored, signal);
		if (hasErrors(result.diagnostics))
			throw new Error(result.diagnostics.map((d) => d.detail).join("\n"));
		return result.state && { state: result.state, private: result.private };
	}

	/** Names of the attributes that a plan would change. */
	async changes(
		type: string,
		config: Values,
		stored: Stored,
	): Promise<string[]> {
		const { planned } = await this.plan(type, config, stored);
		return Object.entries(planned as Values)
			.filter(
				([name, value]) =>
					JSON.stringify(value) !== JSON.stringify(stored.state[name]),
			)
			.map(([name]) => name);
	}

	/** Imports and reads, as `import` does. */
	async import(type: string, id: string): Promise<Stored> {
		this.configured.forget();
		const { stored, diagnostics } = await provider.importState(
			this.configured,
			type,
			id,
			signal,
		);
		if (!stored) throw new Error(diagnostics.map((d) => d.detail).join("\n"));
		const live = await this.read(type, stored);
		if (!live) throw new Error("gone after import");
		return live;
	}

	async remove(type: string, stored: Stored): Promise<void> {
		const { diagnostics } = await provider.apply(
			this.configured,
			type,
			{
				config: null,
				prior: stored.state,
				planned: null,
				private: stored.private,
			},
			signal,
		);
		if (hasErrors(diagnostics))
			throw new Error(diagnostics.map((d) => d.detail).join("\n"));
	}

	close(): void {
		this.configured.close();
	}
}
