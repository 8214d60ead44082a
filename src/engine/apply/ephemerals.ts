import { hasErrors, type Private } from "../../core";
import type { EphemeralConfig } from "../config/model";
import { bodyValues } from "../eval/body";
import { judgeConditions } from "../eval/conditions";
import { instanceAddress } from "../eval/evaluator";
import { expand } from "../eval/expand";
import type { Place } from "../eval/places";
import { placesOf } from "../eval/places";
import { hasUnknown } from "../objects/plain";
import { type Door, resourceRef, type Stack } from "../stack/stack";

/** An instance that is open. */
interface Open {
	readonly address: string;
	readonly type: string;
	readonly door: Door;
	private: Private;
	timer?: NodeJS.Timeout;
	readonly at: Parameters<typeof resourceRef>[1];
}

/**
 * The ephemeral resources of one apply: each is opened when the first step needs it, so that none is opened that nothing uses, and closed at the
 * end. Terraform opens all of them, in plan too; a key that is made there and thrown away would have replaced one that somebody waits to use.
 */
export class Ephemerals {
	#opening = new Map<string, Promise<boolean>>();
	#open: Open[] = [];

	constructor(readonly stack: Stack) {}

	/** Opens what a resource, or the provider configuration `provider.KEY`, needs; false after an error, which is reported. */
	async ready(node: string): Promise<boolean> {
		let ok = true;
		for (const address of this.stack.graph.ephemerals(node))
			ok = (await this.#once(address)) && ok;
		return ok;
	}

	/** Closes what is open, the last one first; errors are reported. */
	async close(): Promise<void> {
		for (const one of this.#open.splice(0).reverse()) {
			clearTimeout(one.timer);
			const { configured, provider } = one.door;
			if (!configured) continue;
			const end = this.#tell(one, "close");
			const result = await provider.closeEphemeral?.(
				configured,
				one.type,
				one.private,
				this.stack.run.kill,
			);
			const diagnostics = result?.diagnostics ?? [];
			this.stack.faults.addAll(diagnostics, one.address);
			end(!hasErrors(diagnostics));
		}
	}

	#once(address: string): Promise<boolean> {
		let opening = this.#opening.get(address);
		if (!opening) {
			opening = this.#openAll(
				this.stack.config.ephemerals.get(address) as EphemeralConfig,
			);
			this.#opening.set(address, opening);
		}
		return opening;
	}

	async #openAll(block: EphemeralConfig): Promise<boolean> {
		const { evaluator, faults } = this.stack;
		const expansion = expand(block, evaluator.scope(), faults);
		if (expansion === undefined) return false;
		evaluator.expansions.set(block.address, expansion);
		const opened = await Promise.all(
			placesOf(expansion).map((place) => this.#openOne(block, place)),
		);
		return opened.every(Boolean);
	}

	async #openOne(block: EphemeralConfig, place: Place): Promise<boolean> {
		const { evaluator, faults, run } = this.stack;
		const { type, name } = block;
		const { key } = place;
		const address = instanceAddress(block, key);
		const scope = evaluator.scope(place);
		if (!this.#met("precondition", block, scope, address)) return false;
		const values = bodyValues(block.body, scope, faults, address, {
			ephemeral: true,
		})?.values;
		if (!values) return false;
		if (hasUnknown(values)) {
			faults.error(
				"Ephemeral resource not known yet",
				`${address} is needed, and what it is opened with is not known.`,
				address,
			);
			return false;
		}
		const door = this.stack.door(block.provider);
		const { configured, provider } = door;
		if (!configured || !provider.openEphemeral) return false;
		const at = {
			mode: "managed" as const,
			type,
			name,
			...(key !== undefined && { key }),
		};
		const end = this.#tell({ address, at }, "open");
		const opened = await provider.openEphemeral(
			configured,
			type,
			values,
			run.kill,
		);
		faults.addAll(opened.diagnostics, address);
		end(opened.result !== null && !hasErrors(opened.diagnostics));
		if (opened.result === null) return false;
		const one: Open = { address, type, door, private: opened.private, at };
		this.#open.push(one);
		this.#renewAt(one, opened.renewAt);
		if (hasErrors(opened.diagnostics)) return false;
		const object = { values: opened.result, sensitive: [] };
		evaluator.objects.set(address, object);
		const self = { resource: block, object };
		return this.#met(
			"postcondition",
			block,
			evaluator.scope({ ...place, self }),
			address,
		);
	}

	#met(
		what: "precondition" | "postcondition",
		block: EphemeralConfig,
		scope: ReturnType<Stack["evaluator"]["scope"]>,
		address: string,
	): boolean {
		const { status } = judgeConditions(
			block[`${what}s`],
			`Resource ${what} failed`,
			scope,
			this.stack.faults,
			address,
		);
		return status === "pass" || status === "unknown";
	}

	#renewAt(one: Open, at: Date | undefined): void {
		if (!at) return;
		const wait = Math.max(0, at.getTime() - Date.now());
		one.timer = setTimeout(() => this.#renew(one), wait).unref();
	}

	async #renew(one: Open): Promise<void> {
		const { configured, provider } = one.door;
		if (!configured || !provider.renewEphemeral) return;
		const end = this.#tell(one, "renew");
		const renewed = await provider.renewEphemeral(
			configured,
			one.type,
			one.private,
			this.stack.run.kill,
		);
		this.stack.faults.addAll(renewed.diagnostics, one.address);
		const ok = !hasErrors(renewed.diagnostics);
		end(ok);
		if (!ok) return;
		one.private = renewed.private;
		if (this.#open.includes(one)) this.#renewAt(one, renewed.renewAt);
	}

	/** Tells that a call begins; the function given back tells how it ended. */
	#tell(
		{ address, at }: Pick<Open, "address" | "at">,
		action: "open" | "renew" | "close",
	): (ok: boolean) => void {
		const { run, config } = this.stack;
		const since = Date.now();
		const base = { stack: config.name };
		const hook = { resource: resourceRef(address, at), action };
		run.emit({ ...base, type: "ephemeral_op_start", hook });
		return (ok) =>
			run.emit({
				...base,
				type: ok ? "ephemeral_op_complete" : "ephemeral_op_errored",
				hook: {
					...hook,
					elapsed_seconds: Math.round((Date.now() - since) / 1000),
				},
			});
	}
}
