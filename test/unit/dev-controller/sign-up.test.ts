import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDevController } from "../../../src/dev-controller";

const user = {
	firstName: "Ada",
	lastName: "Lovelace",
	email: "ada@example.com",
	password: "analytical1",
};

describe.each(["3.0", "3.7"] as const)("a dev Controller %s", (dialect) => {
	const data = mkdtempSync(join(tmpdir(), "fogform-sign-up-"));
	afterAll(() => rmSync(data, { recursive: true, force: true }));

	const post = async (url: string, path: string, body: object) =>
		(
			await fetch(`${url}/api/v3${path}`, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify(body),
			})
		).status;

	test("that begins without a user takes the first one, and keeps it", async () => {
		const options = { dialect, data, signUp: true };
		const first = await startDevController(options);
		expect(first.world.users.size).toBe(0);
		expect(await post(first.url, "/user/login", user)).toBe(401);
		expect(await post(first.url, "/user/signup", user)).toBe(201);
		expect(await post(first.url, "/user/login", user)).toBe(200);
		const other = { ...user, email: "eve@example.com" };
		// A real 3.0 takes everybody.
		expect(await post(first.url, "/user/signup", other)).toBe(
			dialect === "3.0" ? 201 : 404,
		);
		await first.close();

		const again = await startDevController(options);
		expect(await post(again.url, "/user/login", user)).toBe(200);
		expect(again.world.users.all()[0]?.email).toBe(user.email);
		await again.close();
	});

	test("that has a user offers signing up as the real one does", async () => {
		const plain = await startDevController({ dialect });
		expect(await post(plain.url, "/user/signup", user)).toBe(
			dialect === "3.0" ? 201 : 404,
		);
		await plain.close();
	});
});
