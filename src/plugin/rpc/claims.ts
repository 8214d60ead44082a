import { type Diagnostic, error, pathText } from "../../core/diagnostic";
import type { ClaimOf } from "../../provider/types";

/**
 * What the plans of one run claim. Terraform does not tell which instance it plans, and plans a replaced one twice, first as an update and then as
 * a create: therefore updates are told apart by the object that they change and compared with one another, and creates with creates.
 */
export class Claims {
	readonly #created = new Map<string, ClaimOf>();
	readonly #updated = new Map<string, string>();

	/** Notes claims of a plan, and says which of them another plan has noted; `of` names the object that an update changes. */
	add(claims: readonly ClaimOf[], of: string | undefined): Diagnostic[] {
		return claims.flatMap((claim) => {
			const known =
				of === undefined
					? this.#created.has(claim.key)
					: (this.#updated.get(claim.key) ?? of) !== of;
			if (of === undefined) this.#created.set(claim.key, claim);
			else if (!known) this.#updated.set(claim.key, of);
			return known ? [clash(claim)] : [];
		});
	}
}

const clash = ({ label, path }: ClaimOf) =>
	error(
		"Claimed twice",
		`${label[0]?.toUpperCase()}${label.slice(1)} is wanted by another resource of this configuration too: only one of the two can have it. Change ${pathText(path)} of one of them.`,
		path,
	);
