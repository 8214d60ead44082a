import { ApiError, foreignKey, invalid, notFound } from "../errors";
import type { User } from "../model";
import type { World } from "../world";
import { hashPassword, isPassword } from "./passwords";
import { logOut } from "./sessions";

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
		password: hashPassword(body.password),
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
	if (!isPassword(body.oldPassword, user.password))
		throw invalid("Old password is incorrect");
	world.users.update(user, {
		password: hashPassword(body.newPassword),
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
