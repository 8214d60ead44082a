import { spoil } from "../values";
import type { World } from "../world";

function signUp(world: World): void {
	const { dice } = world;
	const email = dice.chance(0.8)
		? `${world.name("u")}@example.com`
		: "u1@example.com";
	const body = {
		firstName: dice.pick(["Ann", "Bo", "Ünal"]),
		lastName: "Lab",
		email,
		password: "secretpw1",
	};
	const bad = !world.calm && dice.chance(0.7);
	world.add("POST", "/user/signup", {
		as: "none",
		body: bad ? spoil(dice, body) : body,
	});
	if (bad) return;
	world.remember(
		world.users,
		world.add("POST", "/user/login", {
			as: "none",
			body: { email, password: "secretpw1" },
		}),
	);
}

function asOther(world: World): void {
	const { dice } = world;
	const as = `user:${dice.pick(world.users)}`;
	const name = world.application();
	dice.weighted<() => void>([
		[1.5, () => world.add("GET", "/application", { as })],
		[
			1,
			() =>
				world.add("GET", `/application/${name}`, {
					as,
					route: "GET /application/:name",
				}),
		],
		[1, () => world.add("POST", "/application", { as, body: { name } })],
		[
			0.5,
			() =>
				world.add("PATCH", `/application/${name}`, {
					as,
					route: "PATCH /application/:name",
					body: { description: "other" },
				}),
		],
		[
			0.5,
			() =>
				world.add("DELETE", `/application/${name}`, {
					as,
					route: "DELETE /application/:name",
				}),
		],
		[
			1,
			() =>
				world.add("POST", "/iofog", {
					as,
					body: { name: world.agent().name, fogType: 1, host: "h" },
				}),
		],
		[1, () => world.add("GET", "/iofog-list", { as })],
		[
			0.7,
			() =>
				world.add("GET", `/iofog/${world.agent().uuid}`, {
					as,
					route: "GET /iofog/:uuid",
				}),
		],
		[
			0.5,
			() =>
				world.add("PATCH", `/iofog/${world.agent().uuid}`, {
					as,
					route: "PATCH /iofog/:uuid",
					body: { description: "other" },
				}),
		],
		[1, () => world.add("GET", "/registries", { as })],
		[
			0.5,
			() =>
				world.add(
					"PATCH",
					`/registries/${world.known(world.registries, "1")}`,
					{ as, route: "PATCH /registries/:id", body: { username: "other" } },
				),
		],
		[1, () => world.add("GET", "/routes", { as })],
		[
			1,
			() =>
				world.add("GET", `/microservices/${world.microservice().uuid}`, {
					as,
					route: "GET /microservices/:uuid",
				}),
		],
		[0.5, () => world.add("GET", "/catalog/microservices", { as })],
		[0.5, () => world.add("GET", "/applicationTemplates", { as })],
		[0.5, () => world.add("GET", "/edgeResources", { as })],
	])();
}

/** Calls about users and log-in. */
export function users(world: World): void {
	const { dice } = world;
	if (!world.is30) {
		dice.weighted<() => void>([
			[1, () => world.add("GET", "/user/profile")],
			[
				0.5,
				() =>
					world.add("POST", "/user/login", {
						as: "none",
						body: dice.pick<unknown>([
							{ email: "lab@example.com" },
							{ password: "x" },
							{},
							{ email: "bad", password: "x" },
						]),
					}),
			],
			[0.5, () => world.add("POST", "/user/refresh", { as: "none", body: {} })],
			[0.5, () => world.add("POST", "/user/signup", { as: "none", body: {} })],
		])();
		return;
	}
	const as =
		world.users.length > 0 ? `user:${dice.pick(world.users)}` : undefined;
	dice.weighted<() => void>([
		[2.5, () => signUp(world)],
		[
			1.5,
			() => {
				const body = dice.pick([
					{ email: "lab@example.com", password: "wrong-one" },
					{ email: "nobody@example.com", password: "wrong-one" },
					{ email: "bad", password: "x" },
				]);
				world.add("POST", "/user/login", {
					as: "none",
					body: !world.calm && dice.chance(0.6) ? spoil(dice, body) : body,
				});
			},
		],
		[
			1,
			() =>
				world.add(
					"GET",
					"/user/profile",
					as === undefined || dice.chance(0.5) ? {} : { as },
				),
		],
		[
			1.5,
			() => {
				const body = {
					...(dice.chance(0.7) ? { firstName: dice.pick(["Anna", "Li"]) } : {}),
					...(dice.chance(0.5) ? { lastName: "Other" } : {}),
				};
				world.add("PATCH", "/user/profile", {
					body: !world.calm && dice.chance(0.5) ? spoil(dice, body) : body,
				});
				world.add("GET", "/user/profile");
			},
		],
		[as === undefined ? 0 : 4, () => asOther(world)],
		[
			as === undefined ? 0 : 0.5,
			() => {
				world.add("PATCH", "/user/password", {
					as,
					body: dice.pick<unknown>([
						{ oldPassword: "bad-old-one", newPassword: "secretpw1" },
						{ oldPassword: "secretpw1", newPassword: "short" },
						{},
						{ oldPassword: "secretpw1", newPassword: "secretpw1" },
					]),
				});
				world.add("GET", "/user/profile", { as });
			},
		],
		[
			as === undefined ? 0 : 0.4,
			() => {
				const which = dice.pick(["logout", "delete"]);
				if (which === "logout") world.add("POST", "/user/logout", { as });
				else
					world.add("DELETE", "/user/profile", {
						as,
						...(dice.chance(0.3) ? { body: { force: true } } : {}),
					});
				world.add("GET", "/application", { as });
			},
		],
		[
			0.3,
			() =>
				world.add("POST", "/user/activate", {
					as: "none",
					body: dice.pick<unknown>([{ activationCode: "nope" }, {}]),
				}),
		],
		[
			0.3,
			() =>
				world.add(
					"GET",
					"/user/signup/resend-activation?email=nobody@example.com",
					{ as: "none" },
				),
		],
		[
			0.3,
			() =>
				world.add("DELETE", "/user/password", {
					as: "none",
					body: dice.pick<unknown>([{ email: "nobody@example.com" }, {}]),
				}),
		],
	])();
}
