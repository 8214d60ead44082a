import { join } from "node:path";
import {
	type CtyType,
	evaluate,
	expressionFromJson,
	type FunctionContext,
	type JsonValue,
	LanguageError,
	objectValue,
	toJson,
	unknownValue,
	type Value,
	valueScope,
} from "../../src/engine/language";
import type { Outcome, PlannedOutcome } from "./console-oracle";

/** What functions are told in tests: files beside the recorded cases, and the phase of planning. */
export const CONTEXT: FunctionContext = {
	directory: join(__dirname, "../fixtures/engine"),
	startedAt: new Date("2026-01-02T03:04:05Z"),
	planning: true,
};

/** Evaluates locals as a configuration has them. */
export function localsOf(locals: Record<string, JsonValue>): Value {
	const scope = valueScope({}, CONTEXT);
	return objectValue(
		Object.entries(locals).map(
			([name, json]) =>
				[name, evaluate(expressionFromJson(json), scope)] as const,
		),
	);
}

/** Evaluates a case with locals, in the form in which real Terraform's answers are recorded. */
export function outcomeOf(json: JsonValue, local: Value): Outcome {
	return guarded(json, local, (value) => {
		const plain = value.unmarkedDeep();
		return { type: plain.type, value: toJson(plain) };
	});
}

/** Evaluates a case with unknown locals, in the form in which a plan of real Terraform tells of it. */
export function plannedOutcomeOf(
	json: JsonValue,
	local: Value,
): PlannedOutcome {
	return guarded(json, local, (value) => {
		const plain = value.unmarkedDeep();
		return {
			after: afterOf(plain) ?? null,
			unknown: plain.isWhollyKnown ? false : unknownOf(plain),
		};
	});
}

function guarded<T>(
	json: JsonValue,
	local: Value,
	tell: (value: Value) => T,
): T | { summary: string; detail: string } {
	try {
		return tell(
			evaluate(expressionFromJson(json), valueScope({ local }, CONTEXT)),
		);
	} catch (error) {
		if (!(error instanceof LanguageError)) throw error;
		return { summary: error.summary, detail: error.detail };
	}
}

/** The known parts of a value; nothing for an unknown one, and null for one in a sequence. */
function afterOf(value: Value): JsonValue | undefined {
	if (!value.isKnown) return undefined;
	if (Array.isArray(value.raw)) {
		return value.elements.map((one) => afterOf(one) ?? null);
	}
	if (value.raw instanceof Map) {
		const members: Record<string, JsonValue> = {};
		for (const key of value.keys) {
			const member = afterOf(value.members.get(key) as Value);
			if (member !== undefined) members[key] = member;
		}
		return members;
	}
	return toJson(value);
}

/** The unknown parts of a value: true for an unknown one, false for a known primitive, in maps without what is known. */
function unknownOf(value: Value): JsonValue {
	if (!value.isKnown) return true;
	if (Array.isArray(value.raw)) return value.elements.map(unknownOf);
	if (!(value.raw instanceof Map)) return false;
	const members: Record<string, JsonValue> = {};
	for (const key of value.keys) {
		const member = unknownOf(value.members.get(key) as Value);
		if (member !== false) members[key] = member;
	}
	return members;
}

/** The locals of the recorded configuration with unknown parts. */
export function unknownLocals(): Value {
	const types: Record<string, CtyType> = {
		s: "string",
		n: "number",
		b: "bool",
		l: ["list", "string"],
		set: ["set", "string"],
		m: ["map", "string"],
		o: ["object", { a: "string", b: "number" }],
		t: ["tuple", ["string", "number"]],
		lo: ["list", ["object", { a: "string", b: "number" }]],
		d: "dynamic",
	};
	return objectValue([
		["id", unknownValue("string").asNotNull()],
		...Object.entries(types).map(
			([name, type]) => [name, unknownValue(type)] as const,
		),
	]);
}
