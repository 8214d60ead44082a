import { controllerDialects } from "../../support/controllers";
import { place } from "./place";

jest.setTimeout(60_000);

type Place = Awaited<ReturnType<typeof place>>;

describe.each(controllerDialects())("secrets on Controller %s", (which) => {
	let at: Place;
	beforeAll(async () => {
		at = await place(which);
	});
	afterAll(() => at.clear());

	const config = {
		config: '{"db":{"user":"u"},"open":true}',
		config_wo: '{"db":{"password":"s3cret"},"list":[1,2]}',
		config_wo_version: 1,
		env: { A: "1" },
		env_wo: { TOKEN: "t0ken" },
		env_wo_version: 1,
	};

	it("config_wo is merged over config, env_wo added to env; state and private data hold neither", async () => {
		const { driver, web, live } = at;
		const full = { ...web, ...config };
		let stored = await driver.put("iofog_microservice", full);
		const text = JSON.stringify(stored);
		expect(text).not.toContain("s3cret");
		expect(text).not.toContain("t0ken");
		const now = await live(stored.state.uuid);
		expect(JSON.parse(now.config as string)).toEqual({
			db: { user: "u", password: "s3cret" },
			open: true,
			list: [1, 2],
		});
		expect(now.env).toMatchObject([
			{ key: "A", value: "1" },
			{ key: "TOKEN", value: "t0ken" },
		]);

		// Nothing to do after a refresh.
		const read = await driver.read("iofog_microservice", stored);
		expect(read?.state).toEqual(stored.state);
		expect(JSON.stringify(read)).not.toMatch(/s3cret|t0ken/);

		// A new secret without a new version plans nothing, with a new version it is written.
		const other = { ...full, config_wo: '{"db":{"password":"n3w"}}' };
		expect(await driver.changes("iofog_microservice", other, stored)).toEqual(
			[],
		);
		stored = await driver.put(
			"iofog_microservice",
			{ ...other, config_wo_version: 2 },
			stored,
		);
		expect(
			JSON.parse((await live(stored.state.uuid)).config as string),
		).toEqual({
			db: { user: "u", password: "n3w" },
			open: true,
		});

		// A change of the open part keeps the secret part.
		stored = await driver.put(
			"iofog_microservice",
			{ ...other, config_wo_version: 2, config: '{"open":false}' },
			stored,
		);
		expect(
			JSON.parse((await live(stored.state.uuid)).config as string),
		).toEqual({
			db: { password: "n3w" },
			open: false,
		});
		expect((await driver.read("iofog_microservice", stored))?.state).toEqual(
			stored.state,
		);

		// Somebody changes the secret by hand: the version is forgotten, so that it is written again.
		await at.controller.call("PATCH", `/microservices/${stored.state.uuid}`, {
			iofogUuid: web.agent_uuid,
			config: '{"db":{"password":"hacked"},"open":false}',
		});
		const drifted = await driver.read("iofog_microservice", stored);
		expect(drifted?.state).toEqual({
			...stored.state,
			config_wo_version: null,
		});
		expect(JSON.stringify(drifted)).not.toContain("hacked");
		stored = await driver.put(
			"iofog_microservice",
			{ ...other, config_wo_version: 2, config: '{"open":false}' },
			drifted,
		);
		expect(
			JSON.parse((await live(stored.state.uuid)).config as string),
		).toEqual({
			db: { password: "n3w" },
			open: false,
		});

		// Taking the secrets away takes them out of the Controller.
		stored = await driver.put("iofog_microservice", web, stored);
		const bare = await live(stored.state.uuid);
		expect(bare.config).toBe("{}");
		expect(bare.env).toEqual([]);
		await driver.remove("iofog_microservice", stored);
	});

	const hub = {
		url: "secret.example.com",
		username: "me",
		email: "me@example.com",
	};

	it("config_wo leaves every digit of a number as it is, in what is open and in what is secret", async () => {
		const { driver, web, live } = at;
		const full = {
			...web,
			config: '{"big":12345678901234567890123,"db":{"port":1}}',
			config_wo: '{"db":{"serial":0.12345678901234567890123}}',
			config_wo_version: 1,
		};
		const stored = await driver.put("iofog_microservice", full);
		expect((await live(stored.state.uuid)).config).toBe(
			'{"big":12345678901234567890123,"db":{"port":1,"serial":0.12345678901234567890123}}',
		);
		const read = await driver.read("iofog_microservice", stored);
		expect(read?.state).toEqual(stored.state);
		await driver.remove("iofog_microservice", stored);
	});

	it("after an import a password plans exactly one update in place on 3.0, none on 3.7", async () => {
		const { driver, controller } = at;
		const stored = await driver.put("iofog_registry", {
			...hub,
			password: "p",
		});
		const imported = await driver.import(
			"iofog_registry",
			String(stored.state.id),
		);
		const changes = await driver.changes(
			"iofog_registry",
			{ ...hub, password: "p" },
			imported,
		);
		expect(changes).toEqual(controller.dialect === "3.0" ? ["password"] : []);
		await driver.remove("iofog_registry", stored);
	});

	it("password_wo is in no state, and only a new version sends it", async () => {
		const { driver, controller } = at;
		const config = { ...hub, password_wo: "w0", password_wo_version: 1 };
		let stored = await driver.put("iofog_registry", config);
		expect(JSON.stringify(stored)).not.toContain("w0");
		const password = async () =>
			(
				(await controller.call("GET", `/registries/${stored.state.id}`))
					.body as { password: string }
			).password;
		if (controller.dialect === "3.7") expect(await password()).toBe("w0");
		const read = await driver.read("iofog_registry", stored);
		expect(read?.state).toEqual(stored.state);
		const other = { ...config, password_wo: "w1" };
		expect(await driver.changes("iofog_registry", other, stored)).toEqual([]);
		stored = await driver.put(
			"iofog_registry",
			{ ...other, password_wo_version: 2 },
			stored,
		);
		if (controller.dialect === "3.7") expect(await password()).toBe("w1");
		const imported = await driver.import("iofog_registry", hub.url);
		expect(
			await driver.changes(
				"iofog_registry",
				{ ...other, password_wo_version: 2 },
				imported,
			),
		).toContain("password_wo_version");
		await driver.remove("iofog_registry", stored);
	});
});
