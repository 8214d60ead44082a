import { createHmac } from "node:crypto";
import { lab, request } from "./support";

const decode = (token: string, part: number) =>
	JSON.parse(Buffer.from(token.split(".")[part] ?? "", "base64url").toString());

describe("a user of 3.0", () => {
	test("sends the bare token; a scheme before it is refused", async () => {
		const { controller } = await lab("3.0");
		const base = `${controller.url}/api/v3`;
		const { email, password } = controller;
		const login = await request(`${base}/user/login`, "POST", {
			email,
			password,
		});
		expect(Object.keys(login.body)).toEqual(["accessToken"]);
		const token = login.body.accessToken;
		const get = (authorization: string) =>
			request(`${base}/application`, "GET", undefined, { authorization });
		expect((await get(token)).status).toBe(200);
		const refused = await get(`Bearer ${token}`);
		expect([refused.status, refused.body.name]).toEqual([
			401,
			"AuthenticationError",
		]);
	});

	test("is not let in without a password, and not told which half was wrong", async () => {
		const { controller } = await lab("3.0");
		const url = `${controller.url}/api/v3/user/login`;
		const wrong = await request(url, "POST", {
			email: controller.email,
			password: "wrongPassword1",
		});
		const stranger = await request(url, "POST", {
			email: "nobody@example.com",
			password: controller.password,
		});
		expect(wrong.status).toBe(401);
		expect(wrong.body).toEqual({
			name: "InvalidCredentialsError",
			message: "Invalid credentials",
		});
		expect(stranger.body).toEqual(wrong.body);
	});

	test("sees nothing of another user's", async () => {
		const { controller, call } = await lab("3.0");
		await call("POST", "/application", { name: "mine" });
		const other = { email: "two@example.com", password: "secondUser1" };
		await call("POST", "/user/signup", {
			firstName: "Second",
			lastName: "User",
			...other,
		});
		const session = await request(
			`${controller.url}/api/v3/user/login`,
			"POST",
			other,
		);
		const authorization = session.body.accessToken;
		const list = await call("GET", "/application", undefined, {
			authorization,
		});
		expect(list.body).toEqual({ applications: [] });
		const one = await call("GET", "/application/mine", undefined, {
			authorization,
		});
		expect(one.body).toEqual({
			name: "NotFoundError",
			message: "Invalid application id 'mine'",
		});
	});
});

describe("a user of 3.7", () => {
	const open = async () => {
		const { controller } = await lab("3.7");
		const base = `${controller.url}/api/v3`;
		const { email, password } = controller;
		const login = await request(`${base}/user/login`, "POST", {
			email,
			password,
		});
		const get = (authorization?: string) =>
			request(
				`${base}/application`,
				"GET",
				undefined,
				authorization === undefined ? {} : { authorization },
			);
		const { accessToken, refreshToken } = login.body as Record<string, string>;
		return { base, get, accessToken, refreshToken };
	};

	test("gets two bearer tokens, and needs the scheme", async () => {
		const { get, accessToken, refreshToken } = await open();
		expect(decode(accessToken ?? "", 1)).toMatchObject({ typ: "Bearer" });
		expect(decode(refreshToken ?? "", 1)).toMatchObject({ typ: "Refresh" });
		expect((await get(`Bearer ${accessToken}`)).status).toBe(200);
		for (const header of [undefined, accessToken, "Bearer x", "Bearer"])
			expect((await get(header)).status).toBe(401);
	});

	test("cannot change a token: not its claims, not its key, not its algorithm", async () => {
		const { get, accessToken = "" } = await open();
		const [head, , signature] = accessToken.split(".");
		const claims = { ...decode(accessToken, 1), exp: 4_000_000_000 };
		const encode = (value: object) =>
			Buffer.from(JSON.stringify(value)).toString("base64url");
		const forged = `${head}.${encode(claims)}`;
		const own = createHmac("sha256", "guess").update(forged);
		for (const token of [
			`${forged}.${signature}`,
			`${forged}.${own.digest("base64url")}`,
			`${encode({ alg: "none" })}.${encode(claims)}.`,
		])
			expect((await get(`Bearer ${token}`)).status).toBe(401);
	});

	test("renews a session with the refresh token only", async () => {
		const { base, get, accessToken, refreshToken } = await open();
		const refresh = (token?: string) =>
			request(`${base}/user/refresh`, "POST", { refreshToken: token });
		const renewed = await refresh(refreshToken);
		expect(renewed.status).toBe(200);
		expect((await get(`Bearer ${renewed.body.accessToken}`)).status).toBe(200);
		expect((await refresh(accessToken)).status).not.toBe(200);
	});
});
