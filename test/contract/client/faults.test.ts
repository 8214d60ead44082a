import { Controller } from "../../../src/controller";
import { type TestController, testController } from "../../support/controllers";

/** The dev Controller alone has faults on demand. */
describe.each(["3.0", "3.7"] as const)(
	"with faults on Controller %s",
	(dialect) => {
		let target: TestController;
		let client: Controller;
		beforeAll(async () => {
			target = await testController(dialect, { faults: true, settleMs: 30 });
		});
		afterAll(() => target.close());
		beforeEach(() => {
			client = new Controller({ ...target.login, requestTimeout: 5 });
		});
		afterEach(async () => {
			client.close();
			await fetch(`${target.login.url}/__faults`, { method: "DELETE" });
		});

		async function fault(
			kind: string,
			method: string,
			path: string,
			times = 1,
		): Promise<void> {
			const { status } = await fetch(`${target.login.url}/__faults`, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({
					match: { method, path },
					kind,
					times,
					delayMs: 200,
				}),
			});
			expect(status).toBe(201);
		}

		const spec = (name: string) => ({ name, description: "", activated: true });

		test.each(["drop-before", "drop-after", "html"])(
			"a read survives %s",
			async (kind) => {
				await fault(kind, "GET", "/registries", 2);
				await expect(client.registries.list()).resolves.toHaveLength(2);
			},
		);

		test.each(["drop-before", "drop-after"])(
			"a write does not try again after %s, and says that it may have written",
			async (kind) => {
				const name = `w-${kind}`;
				await fault(kind, "POST", "/application$");
				await expect(
					client.applications.create(spec(name)),
				).rejects.toMatchObject({ kind: "unreachable", wrote: "maybe" });
				const { status } = await target.call("GET", `/application/${name}`);
				expect(status).toBe(kind === "drop-after" ? 200 : 404);
			},
		);

		test("an expired token in the middle is renewed, and the call is made once", async () => {
			await client.registries.list();
			await fault("expired-token", "POST", "/application$");
			await client.applications.create(spec("renewed"));
			const other = new Controller(target.login);
			expect(await other.applications.get({ name: "renewed" })).toBeDefined();
			other.close();
		});

		test("a 500 is not tried again", async () => {
			await fault("500", "GET", "/registries", 1);
			await expect(client.registries.list()).rejects.toMatchObject({
				kind: "failed",
			});
			await expect(client.registries.list()).resolves.toHaveLength(2);
		});
	},
);
