import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { DiagnosticError } from "../../../../src/core";
import {
	addressText,
	jsonText,
	State,
	type StateInstance,
} from "../../../../src/engine/state";

export const PROVIDER = 'provider["registry.terraform.io/fogform/iofog"]';

export const fixture = (name: string) =>
	readFileSync(join(__dirname, "fixtures", `${name}.state`));

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "fogform-state-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** The diagnostics that a call throws, as text. */
export async function refusal(call: () => unknown): Promise<string> {
	try {
		await call();
	} catch (fault) {
		if (fault instanceof DiagnosticError) return fault.message;
		throw fault;
	}
	throw new Error("nothing was refused");
}

export const instance = (name: string): StateInstance => ({
	schemaVersion: 0,
	attributes: jsonText({ name, uuid: `uuid-${name}` }),
	sensitiveAttributes: [],
});

export const result = (address: string, name: string | null) => ({
	kind: "result" as const,
	address,
	provider: PROVIDER,
	instance: name === null ? null : instance(name),
});

const anyName = fc
	.stringMatching(/^[a-z_][a-z0-9_-]{0,5}$/)
	.filter((name) => name !== "data" && name !== "module");
const anyKey = fc.oneof(
	fc.constant(undefined),
	fc.nat(30),
	fc.string({ unit: "binary", maxLength: 6 }),
);
const anyText = fc.string({ unit: "binary", maxLength: 8 });
const anyJson = fc
	.jsonValue({ stringUnit: "binary", maxDepth: 3 })
	.map((value) => JSON.parse(JSON.stringify(value)));

const anyStep = fc.oneof(
	fc.record({ attribute: anyName }),
	fc.record({ index: fc.oneof(fc.nat(), anyText) }),
);

export const anyInstance: fc.Arbitrary<StateInstance> = fc.record(
	{
		schemaVersion: fc.nat(5),
		attributes: fc.dictionary(anyText, anyJson).map((v) => jsonText(v)),
		sensitiveAttributes: fc.array(fc.array(anyStep, { minLength: 1 }), {
			maxLength: 2,
		}),
		private: fc.base64String({ minLength: 4 }),
		dependencies: fc.array(anyName, { minLength: 1, maxLength: 3 }),
		tainted: fc.constant(true),
		createBeforeDestroy: fc.constant(true),
	},
	{ requiredKeys: ["schemaVersion", "attributes", "sensitiveAttributes"] },
);

export const anyAddress = fc
	.record({
		mode: fc.constantFrom("managed" as const, "data" as const),
		type: anyName,
		name: anyName,
		key: anyKey,
	})
	.map(({ key, ...rest }) => ({ ...rest, ...(key !== undefined && { key }) }));

export const anyState: fc.Arbitrary<State> = fc
	.tuple(
		fc.array(
			fc.tuple(
				anyAddress,
				fc.option(fc.stringMatching(/^[0-9a-f]{8}$/), { nil: undefined }),
				anyInstance,
			),
			{ maxLength: 8 },
		),
		fc.dictionary(
			anyName,
			fc.record({
				value: anyJson.map((v) => jsonText(v)),
				type: fc.constant('"string"'),
				sensitive: fc.boolean(),
			}),
		),
		fc.nat(),
	)
	.map(([instances, outputs, serial]) => {
		const state = State.empty("d3b07384-d9a0-4c1e-8f0a-000000000000");
		state.header = { ...state.header, serial };
		for (const [address, deposed, object] of instances) {
			state.set({
				address: addressText(address),
				...(deposed !== undefined && { deposed }),
				provider: PROVIDER,
				instance: object,
			});
		}
		state.outputs = new Map(Object.entries(outputs));
		return state;
	});
