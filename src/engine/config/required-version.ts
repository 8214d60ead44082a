import type { JsonValue } from "../language";
import { TERRAFORM_VERSION } from "../state";
import type { Faults } from "./faults";
import type { JsonObject } from "./shape";

const CONSTRAINT =
	/^\s*(|=|!=|>|<|>=|<=|~>)\s*v?(\d+(?:\.\d+)*)(-[0-9A-Za-z.~-]+)?(\+[0-9A-Za-z.~-]+)?\s*$/;

/** Refuses a stack whose `required_version` excludes the version of Terraform that the engine stands for. */
export function checkRequiredVersion(
	terraform: readonly JsonObject[],
	faults: Faults,
): void {
	for (const { required_version: required } of terraform)
		if (required !== undefined && required !== null)
			checkConstraints(required, faults);
}

function checkConstraints(required: JsonValue, faults: Faults): void {
	const parts =
		typeof required === "string"
			? required.split(",").map((part) => CONSTRAINT.exec(part))
			: [null];
	if (parts.includes(null)) {
		faults.error(
			"Invalid version constraint",
			`required_version does not use correct version constraint syntax: write, for example, ">= 1.5" or ">= 1.5, < 2.0".`,
		);
		return;
	}
	for (const [
		text,
		operator,
		version,
		prerelease,
	] of parts as RegExpExecArray[])
		if (prerelease)
			faults.error(
				"Invalid required_version constraint",
				`Prerelease version constraints are not supported: ${text.trim()}. Remove the prerelease information from the constraint.`,
			);
		else if (!admits(operator as string, version as string))
			faults.error(
				"Unsupported Terraform Core version",
				`This configuration does not support Terraform version ${TERRAFORM_VERSION}, which fogform works like: it requires ${required}. Run it with \`cdktf deploy\` and such a version, or change required_version.`,
			);
}

/** A version that is not written in full ends in zeros, except for `~>`, where what is written counts. */
function admits(operator: string, version: string): boolean {
	const wanted = version.split(".").map(Number);
	const ours = TERRAFORM_VERSION.split(".").map(Number);
	const length = Math.max(wanted.length, ours.length);
	const at = (parts: readonly number[], i: number) => parts[i] ?? 0;
	let order = 0;
	for (let i = 0; i < length && order === 0; i++)
		order = at(ours, i) - at(wanted, i);
	switch (operator) {
		case "!=":
			return order !== 0;
		case ">":
			return order > 0;
		case "<":
			return order < 0;
		case ">=":
			return order >= 0;
		case "<=":
			return order <= 0;
		case "~>":
			return (
				order >= 0 &&
				// As Terraform: three parts are the most that it compares.
				wanted.length <= ours.length &&
				wanted.slice(0, -1).every((part, i) => part === ours[i])
			);
		default:
			return order === 0;
	}
}
