import {
	createHmac,
	randomBytes,
	randomUUID,
	scryptSync,
	timingSafeEqual,
} from "node:crypto";
import { ApiError, foreignKey, invalid, notFound } from "../errors";
import type { User } from "../model";
import type { World } from "../world";

/** How long a token of 3.0 lives; every use adds as much again. */
const TOKEN_MS = 360_000 * 1000;
/** How long an access token of 3.7 lives, in seconds. */
const ACCESS_SECONDS = 86_400;

function hash(password: string, salt: string): string {
	// A small work factor: these are passwords of a development server, checked at every log-in of every test.
	return `${salt}:${scryptSync(password, salt, 32, { N: 1024 }).toString("hex")}`;
}

function verify(password: string, stored: string): boolean {
	const salt = stored.split(":")[0] ?? "";
	const given = Buffer.from(hash(password, salt));
	const known = Buffer.from(stored);
	return given.length === known.length && timingSafeEqual(given, known);
}

/** What a new user sends. */
export interface SignUpBody {
	firstName: string;
	lastName: string;
	email: string;
	password: string;
}

/** Stores a user; the password is kept as a salted hash. */
export function addUser(world: World, body: SignUpBody): User {
	return world.users.insert({
		id: world.store.next("user"),
		firstName: body.firstName,
		lastName: body.lastName,
		email: body.email,
		password: hash(body.password, randomBytes(16).toString("hex")),
	});
}

/** Adds a user, active at once since no mail is sent. */
export function signUp(world: World, body: SignUpBody): unknown {
	world.validate("signUp", body);
	if (world.users.by("email", body.email).length > 0)
		throw invalid(
			"Registration failed: There is already an account associated with your email address. Please try logging in instead.",
		);
	const { id, firstName, lastName, email } = addUser(world, body);
	return { userId: id, firstName, lastName, email, emailActivated: true };
}

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
	if (!user || !verify(body.password, user.password)) throw badCredentials();
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

/** A user's own data, without the password. */
export function profile(world: World, user: User): unknown {
	const { firstName, lastName, email } = user;
	return world.dialect === "3.0"
		? { firstName, lastName, email }
		: { sub: `u-${email}`, preferred_username: email, email };
}

/** Changes a user's name. */
export function updateProfile(
	world: World,
	user: User,
	body: { firstName?: string; lastName?: string },
): unknown {
	world.validate("updateUserProfile", body);
	const { firstName, lastName } = body;
	world.users.update(user, { firstName, lastName });
	return { firstName, lastName, email: user.email };
}

/** Changes a password for one who knows the old one. */
export function changePassword(
	world: World,
	user: User,
	body: { oldPassword: string; newPassword: string },
): void {
	world.validate("updatePassword", body);
	if (!verify(body.oldPassword, user.password))
		throw invalid("Old password is incorrect");
	world.users.update(user, {
		password: hash(body.newPassword, randomBytes(16).toString("hex")),
	});
	logOut(world, user);
}

/** Removes a user and what belongs to it; agents and microservices hold it back. */
export function deleteUser(world: World, user: User, force: unknown): void {
	const agents = world.agents.all().filter((agent) => agent.userId === user.id);
	if (!force && agents.some((agent) => agent.values.daemonStatus === "RUNNING"))
		throw invalid(
			"There are running iofog-agents, stop them before removal or pass 'force' parameter",
		);
	if (
		agents.length > 0 ||
		world.microservices.find((m) => m.userId === user.id)
	)
		throw foreignKey();
	logOut(world, user);
	const owned = [
		world.applications,
		world.registries,
		world.catalog,
		world.templates,
		world.edgeResources,
	];
	for (const table of owned)
		for (const row of table.all() as { userId: number | null }[])
			if (row.userId === user.id) table.remove(row as never);
	world.users.remove(user);
}

const noMail = () =>
	new ApiError(
		"EmailActivationSetupError",
		"Email activation is not configured on Controller",
	);

/** A known address fails at the code that a mail would carry, an unknown one with its own complaint. */
export function resendActivation(
	world: World,
	query: { email?: string },
): never {
	world.validate("resendActivation", query);
	if (world.users.by("email", query.email).length === 0)
		throw invalid("Invalid user email");
	throw new ApiError("Error", "Unable to create activation code");
}

/** Fails for everyone, since the new password would go by mail. */
export function resetPassword(world: World, body: { email?: string }): never {
	world.validate("resetUserPassword", body);
	if (world.users.by("email", body.email).length === 0)
		throw notFound("Account not found");
	throw noMail();
}

/** Fails for every code, since none was ever sent. */
export function activate(world: World, body: unknown): never {
	world.validate("activateUser", body);
	throw notFound("Activation code not found");
}
