import { startDevController } from "../../../src/dev-controller";
import type { Dialect } from "./call";
import type { Target } from "./run";

const email = "lab@example.com";
const password = "labLab12345";

/** Runs `use` against a dev Controller of its own, in memory and on a free port, whose agents settle at once. */
export async function withDevController<T>(
	dialect: Dialect,
	use: (target: Target) => Promise<T>,
): Promise<T> {
	const controller = await startDevController({
		dialect,
		port: 0,
		email,
		password,
		settleMs: 0,
	});
	// The user of a real Controller under test is called this.
	for (const user of controller.world.users.all())
		controller.world.users.update(user, { firstName: "Lab", lastName: "Lab" });
	try {
		return await use({
			url: controller.url,
			email,
			password,
			dialect,
			settleMs: 30,
		});
	} finally {
		await controller.close();
	}
}
