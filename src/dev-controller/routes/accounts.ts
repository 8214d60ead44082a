import { BOTH, CHECKED, GUARDED, LOOKED_UP, type Route } from "../route";
import {
	activate,
	changePassword,
	deleteUser,
	profile,
	resendActivation,
	resetPassword,
	type SignUpBody,
	signUp,
	updateProfile,
} from "../services/accounts";
import { logIn, logOut, refresh } from "../services/sessions";
import {
	FOG_TYPES,
	getConfig,
	listConfig,
	putConfig,
	status,
} from "../services/settings";

/** Users and their sessions; on 3.7 only what its token issuer does. */
export const users: Route[] = [
	{
		method: "POST",
		path: "/user/login",
		status: 200,
		errors: { ValidationError: 400, InvalidCredentialsError: 401 },
		auth: "none",
		handle: ({ world, body }) =>
			logIn(world, body as { email: string; password: string }),
	},
	{
		method: "POST",
		path: "/user/refresh",
		status: 200,
		errors: { ValidationError: 400, InvalidCredentialsError: 401 },
		auth: "none",
		only: "3.7",
		handle: ({ world, body }) =>
			refresh(world, body as { refreshToken: string }),
	},
	{
		method: "POST",
		path: "/user/logout",
		status: 204,
		errors: GUARDED,
		handle: ({ world, user }) => logOut(world, user),
	},
	{
		method: "POST",
		path: "/user/signup",
		status: 201,
		errors: { ValidationError: 400 },
		auth: "none",
		only: "3.0",
		handle: ({ world, body }) => signUp(world, body as SignUpBody),
	},
	{
		method: "GET",
		path: "/user/signup/resend-activation",
		status: 204,
		errors: { ValidationError: 400 },
		auth: "none",
		only: "3.0",
		handle: ({ world, query }) =>
			resendActivation(world, query as { email?: string }),
	},
	{
		method: "POST",
		path: "/user/activate",
		status: 303,
		errors: { NotFoundError: 404 },
		auth: "none",
		only: "3.0",
		handle: ({ world, body }) => activate(world, body),
	},
	{
		method: "GET",
		path: "/user/profile",
		status: 200,
		errors: GUARDED,
		handle: ({ world, user }) => profile(world, user),
	},
	{
		method: "PATCH",
		path: "/user/profile",
		status: 200,
		errors: CHECKED,
		only: "3.0",
		handle: ({ world, user, body }) =>
			updateProfile(
				world,
				user,
				body as { firstName?: string; lastName?: string },
			),
	},
	{
		method: "DELETE",
		path: "/user/profile",
		status: 204,
		errors: GUARDED,
		only: "3.0",
		handle: ({ world, user, body }) =>
			deleteUser(world, user, (body as { force?: unknown }).force),
	},
	{
		method: "PATCH",
		path: "/user/password",
		status: 204,
		errors: CHECKED,
		only: "3.0",
		handle: ({ world, user, body }) =>
			changePassword(
				world,
				user,
				body as { oldPassword: string; newPassword: string },
			),
	},
	{
		method: "DELETE",
		path: "/user/password",
		status: 204,
		errors: { NotFoundError: 404 },
		auth: "none",
		only: "3.0",
		handle: ({ world, body }) =>
			resetPassword(world, body as { email?: string }),
	},
];

/** The Controller about itself, and its configuration values. */
export const settings: Route[] = [
	{
		method: "GET",
		path: "/config",
		status: 200,
		errors: GUARDED,
		handle: ({ world }) => listConfig(world),
	},
	{
		method: "GET",
		path: "/config/:key",
		status: 200,
		errors: LOOKED_UP,
		handle: ({ world, params }) => getConfig(world, params.key ?? ""),
	},
	{
		method: "PUT",
		path: "/config",
		status: 200,
		errors: CHECKED,
		substitutes: true,
		handle: ({ world, body }) =>
			putConfig(world, body as { key: string; value: string }),
	},
	{
		method: "GET",
		path: "/status",
		status: 200,
		errors: {},
		auth: "none",
		handle: ({ world }) => status(world),
	},
	{
		method: "GET",
		path: "/email-activation",
		status: 200,
		errors: {},
		auth: "none",
		only: "3.0",
		handle: () => ({ isEmailActivationEnabled: false }),
	},
	{
		method: "GET",
		path: "/fog-types/",
		status: 200,
		errors: {},
		auth: "none",
		handle: () => FOG_TYPES,
	},
	...["edgeResources", "applicationTemplates", "nats"].map(
		(name): Route => ({
			method: "HEAD",
			path: `/capabilities/${name}`,
			status: 204,
			errors: BOTH,
			auth: "none",
			...(name === "nats" ? { only: "3.7" } : {}),
			handle: () => undefined,
		}),
	),
];
