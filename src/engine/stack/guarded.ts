import { diagnose } from "../../provider/diagnose";
import type { Faults } from "../config/faults";

/** Does work that asks the Controller; what the Controller refuses or fails to do is reported, and gives undefined. An abort, or a fault of our own, passes on. */
export async function guarded<T>(
	faults: Faults,
	address: string | undefined,
	work: () => Promise<T>,
): Promise<T | undefined> {
	try {
		return await work();
	} catch (cause) {
		faults.addAll(diagnose(cause), address);
		return undefined;
	}
}
