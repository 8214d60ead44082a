import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { ApiError } from "../errors";
import type { User } from "../model";
import type { World } from "../world";
import { isPassword } from "./passwords";

/** How long a token of 3.0 lives; every use adds as much again. */
const TOKEN_MS = 360_000 * 1000;
/** How long an access token of 3.7 lives, in seconds. */
const ACCESS_SECONDS = 86_400;

const unauthorized = (text = "authorization failed") =>
	new ApiError("AuthenticationError", text);

const badCredentials = () =>
	new ApiError("InvalidCredentialsError", "Invalid credentials");

function secretOf(world: World): string {
	const setting =
		world.settings.get("tokenSecret") ??
		world.settings.insert({
			name: "tokenSecret",
			value: randomBytes(32).toString("hex"),
		});
	return setting.value;
}

const encode = (value: object): string =>
	Buffer.from(JSON.stringify(value)).toString("base64url");

function sign(world: World, text: string): string {
	return createHmac("sha256", secretOf(world)).update(text).digest("base64url");
}

function mint(world: World, user: User, typ: "Bearer" | "Refresh"): string {
	const iat = Math.floor(Date.now() / 1000);
	const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({
		iss: "fogform-dev-controller",
		aud: "controller",
		sub: `u-${user.email}`,
		typ,
		iat,
		exp: iat + ACCESS_SECONDS,
		jti: randomUUID(),
		preferred_username: user.email,
		email: user.email,
		resource_access: { controller: { roles: ["admin"] } },
	})}`;
	return `${text}.${sign(world, text)}`;
}

interface Claims {
	email: string;
	typ: string;
	exp: number;
	jti: string;
}

/** The claims of a token that this Controller signed and that has not expired or been revoked. */
function claimsOf(world: World, token: string): Claims | undefined {
	const [head, body, signature] = token.split(".");
	if (!head || !body || !signature) return undefined;
	if (sign(world, `${head}.${body}`) !== signature) return undefined;
	const claims = JSON.parse(
		Buffer.from(body, "base64url").toString(),
	) as Claims;
	if (claims.exp * 1000 < Date.now()) return undefined;
	return world.tokens.get(claims.jti)?.expires === 0 ? undefined : claims;
}

const pair = (world: World, user: User) => ({
	accessToken: mint(world, user, "Bearer"),
	refreshToken: mint(world, user, "Refresh"),
});

function hexToken(): string {
	return randomBytes(32).toString("hex");
}

/** Opens a session: one token on 3.0, an access and a refresh token on 3.7. */
export function logIn(
	world: World,
	body: { email: string; password: string },
): unknown {
	world.validate("login", body);
	const [user] = world.users.by("email", body.email);
	if (!user || !isPassword(body.password, user.password))
		throw badCredentials();
	if (world.dialect === "3.7") return pair(world, user);
	const token = hexToken();
	world.tokens.insert({
		token,
		userId: user.id,
		expires: Date.now() + TOKEN_MS,
	});
	return { accessToken: token };
}

/** New tokens for a refresh token (3.7). */
export function refresh(world: World, body: { refreshToken: string }): unknown {
	world.validate("refresh", body);
	const claims = claimsOf(world, body.refreshToken);
	const [user] = world.users.by("email", claims?.email);
	if (!user || claims?.typ !== "Refresh") throw badCredentials();
	return pair(world, user);
}

/** The answer of 3.7 to a request without a valid token: another shape than every other error. */
export class Unauthenticated extends Error {}

function authenticate37(world: World, header: string | undefined): User {
	const [scheme, token] = (header ?? "").split(" ");
	const claims =
		scheme?.toLowerCase() === "bearer" && token
			? claimsOf(world, token)
			: undefined;
	const [user] = world.users.by("email", claims?.email);
	if (!user || claims?.typ !== "Bearer") throw new Unauthenticated();
	return user;
}

/** The user of an Authorization header; on 3.0 the bare token, on 3.7 `Bearer <token>`. */
export function authenticate(world: World, header: string | undefined): User {
	if (world.dialect === "3.7") return authenticate37(world, header);
	if (header === undefined)
		throw new ApiError(
			"Error",
			'WHERE parameter "token" has invalid "undefined" value',
		);
	const token = world.tokens.get(header);
	const user = world.users.get(token?.userId);
	if (!token || !user) throw unauthorized();
	if (Date.now() > token.expires) throw unauthorized("token expired");
	// Kept in memory and written with the next change: reads need not touch the disk.
	token.expires += TOKEN_MS;
	return user;
}

/** As {@link authenticate}, but nobody where the header is missing or wrong. */
export function userOf(
	world: World,
	header: string | undefined,
): User | undefined {
	try {
		return authenticate(world, header);
	} catch {
		return undefined;
	}
}

/** Ends a session: on 3.0 every token of the user, on 3.7 nothing that a client could notice. */
export function logOut(world: World, user: User): void {
	for (const token of world.tokens.by("user", user.id))
		world.tokens.remove(token);
}

/** Makes every token that was given out so far fail as an expired one does. */
export function expireTokens(world: World): void {
	if (world.dialect === "3.0")
		for (const token of world.tokens.all())
			world.tokens.update(token, { expires: 1 });
	else
		world.settings.update(
			world.settings.get("tokenSecret") ??
				world.settings.insert({ name: "tokenSecret", value: "" }),
			{ value: randomBytes(32).toString("hex") },
		);
}
