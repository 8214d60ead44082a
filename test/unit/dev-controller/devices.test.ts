import { createPrivateKey, randomUUID, sign } from "node:crypto";
import {
	agent,
	DIALECTS,
	type Lab,
	lab,
	microservice,
	request,
} from "./support";

async function provision({ controller, call }: Lab, uuid: string) {
	const { body } = await call("GET", `/iofog/${uuid}/provisioning-key`);
	const exchange = () =>
		request(`${controller.url}/api/v3/agent/provision`, "POST", {
			type: 1,
			key: body.key,
		});
	return { first: await exchange(), second: await exchange() };
}

function token(privateKey: string, claims: object): string {
	const key = createPrivateKey({
		key: JSON.parse(Buffer.from(privateKey, "base64").toString()),
		format: "jwk",
	});
	const encode = (value: object) =>
		Buffer.from(JSON.stringify(value)).toString("base64url");
	const text = `${encode({ alg: "EdDSA" })}.${encode(claims)}`;
	return `${text}.${sign(null, Buffer.from(text), key).toString("base64url")}`;
}

const soon = () => Math.floor(Date.now() / 1000) + 60;

describe("an agent of 3.0", () => {
	test("trades its key once for a token, and reads what it has to run", async () => {
		const opened = await lab("3.0");
		const uuid = await agent(opened);
		const { first, second } = await provision(opened, uuid);
		expect(first.status).toBe(200);
		expect(second.status).toBe(404);
		expect(first.body.uuid).toBe(uuid);
		const as = (method: string, path: string, body?: unknown) =>
			request(`${opened.controller.url}/api/v3/agent/${path}`, method, body, {
				authorization: first.body.token,
			});
		await opened.call("POST", "/application", { name: "a", isActivated: true });
		await opened.call("POST", "/microservices", {
			...microservice("m", "a", uuid),
			env: [
				{ key: "Z", value: "1" },
				{ key: "A", value: "2" },
			],
		});
		const changes = await as("GET", "config/changes");
		expect(changes.body).toMatchObject({ microserviceList: true });
		await as("PATCH", "config/changes", {
			lastUpdated: changes.body.lastUpdated,
		});
		expect((await as("GET", "config/changes")).body).toMatchObject({
			microserviceList: false,
		});
		const { microservices } = (await as("GET", "microservices")).body;
		const mine = microservices.find(
			(row: { imageId: string }) => row.imageId === "nginx:1.25",
		);
		expect(mine).toMatchObject({
			rebuild: true,
			env: [{ key: "A" }, { key: "Z" }],
		});
	});

	test("reports what runs, which the user then sees", async () => {
		const opened = await lab("3.0");
		const uuid = await agent(opened);
		const { first } = await provision(opened, uuid);
		await opened.call("POST", "/application", { name: "a", isActivated: true });
		const made = await opened.call(
			"POST",
			"/microservices",
			microservice("m", "a", uuid),
		);
		const id = made.body.uuid;
		const report = await request(
			`${opened.controller.url}/api/v3/agent/status`,
			"PUT",
			{
				daemonStatus: "RUNNING",
				memoryUsage: 10.5,
				microserviceStatus: JSON.stringify([
					{ id, status: "RUNNING", memoryUsage: 10.5, cpuUsage: 1.5 },
				]),
			},
			{ authorization: first.body.token },
		);
		expect(report.status).toBe(204);
		const shown = await opened.call("GET", `/iofog/${uuid}`);
		expect(shown.body).toMatchObject({
			daemonStatus: "RUNNING",
			memoryUsage: 10.5,
		});
		const one = await opened.call("GET", `/microservices/${id}`);
		expect(one.body.status).toMatchObject({
			status: "RUNNING",
			memoryUsage: 10,
			cpuUsage: 1.5,
		});
	});
});

describe("an agent of 3.7", () => {
	const open = async () => {
		const opened = await lab("3.7");
		const uuid = await agent(opened);
		const { first } = await provision(opened, uuid);
		const get = (authorization?: string) =>
			request(
				`${opened.controller.url}/api/v3/agent/config`,
				"GET",
				undefined,
				authorization === undefined ? {} : { authorization },
			);
		return { ...opened, uuid, key: first.body.privateKey as string, get };
	};

	test("signs every call with the key that it was given", async () => {
		const { uuid, key, get } = await open();
		const good = token(key, { sub: uuid, exp: soon(), jti: randomUUID() });
		expect((await get(`Bearer ${good}`)).status).toBe(200);
	});

	test("cannot use a token twice, late, unsigned or for another agent", async () => {
		const opened = await open();
		const { uuid, key, get } = opened;
		const other = await opened.call("POST", "/iofog", {
			name: "other",
			fogType: 1,
			host: "10.0.0.2",
		});
		const good = token(key, { sub: uuid, exp: soon(), jti: randomUUID() });
		await get(`Bearer ${good}`);
		const jti = randomUUID();
		for (const header of [
			undefined,
			`Bearer ${good}`,
			token(key, { sub: uuid, exp: soon(), jti }),
			`Bearer ${token(key, { sub: uuid, exp: soon() - 120, jti })}`,
			`Bearer ${token(key, { sub: uuid, exp: soon() })}`,
			`Bearer ${token(key, { sub: other.body.uuid, exp: soon(), jti })}`,
			`Bearer ${token(key, { sub: uuid, exp: soon(), jti }).slice(0, -4)}AAAA`,
		]) {
			const refused = await get(header);
			expect([refused.status, refused.body.message]).toEqual([
				401,
				"authorization failed",
			]);
		}
	});
});

test.each(DIALECTS)(
	"an agent of 3.0 is told of a port mapping that is gone, one of 3.7 is not: %s",
	async (dialect) => {
		const opened = await lab(dialect);
		const uuid = await agent(opened);
		await opened.call("POST", "/application", { name: "a", isActivated: true });
		const { body } = await opened.call(
			"POST",
			"/microservices",
			microservice("m", "a", uuid),
		);
		const path = `/microservices/${body.uuid}/port-mapping`;
		const flags = () => opened.controller.world.changes.get(uuid)?.flags ?? {};
		const forget = () => {
			const changes = opened.controller.world.changes.get(uuid);
			if (changes)
				opened.controller.world.changes.update(changes, { flags: {} });
		};
		forget();
		await opened.call("POST", path, { internal: 80, external: 8180 });
		expect(flags()).toHaveProperty("microserviceConfig");
		forget();
		const gone = await opened.call("DELETE", `${path}/80`);
		expect(gone.status).toBe(204);
		// 3.7.3 forgets to.
		expect("microserviceList" in flags()).toBe(dialect === "3.0");
	},
);
