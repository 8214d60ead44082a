import type { Dialect } from "../dialect";
import { count, email, filled, flag, object, type Schema, text } from "./kinds";

const wire = { type: "integer", minimum: 0, maximum: 65535 };

/** Users, configuration values, diagnostics and tunnels. */
export function accountSchemas(dialect: Dialect): Schema[] {
	const person = { type: "string", minLength: 3 };
	const secret = { type: "string", minLength: 8 };
	return [
		object(
			"/signUp",
			{ firstName: person, lastName: person, email, password: secret },
			["email", "password", "firstName", "lastName"],
		),
		object(
			"/login",
			{ email, password: text, ...(dialect === "3.7" ? { totp: text } : {}) },
			["email", "password"],
		),
		object("/refresh", { refreshToken: text }, ["refreshToken"]),
		object("/resendActivation", { email }, ["email"]),
		object("/activateUser", { activationCode: text }, ["activationCode"]),
		object("/updateUserProfile", { firstName: person, lastName: person }, []),
		object("/updatePassword", { oldPassword: text, newPassword: secret }, [
			"oldPassword",
			"newPassword",
		]),
		object("/resetUserPassword", { email }, ["email"]),
		object("/configElement", { key: filled, value: text }, ["key", "value"]),
		{
			id: "/straceStateUpdate",
			type: "object",
			properties: { enable: flag },
			required: ["enable"],
		},
		{
			id: "/straceGetData",
			type: "object",
			properties: { format: { enum: ["string", "file"] } },
			required: ["format"],
		},
		{
			id: "/stracePostToFtp",
			type: "object",
			properties: {
				ftpHost: text,
				ftpPort: count,
				ftpUser: text,
				ftpPass: text,
				ftpDestDir: text,
			},
			required: ["ftpHost", "ftpPort", "ftpUser", "ftpPass", "ftpDestDir"],
		},
		{
			id: "/tunnelCreate",
			type: "object",
			properties: {
				iofogUuid: text,
				username: filled,
				password: text,
				rsakey: text,
				lport: wire,
				rport: wire,
			},
			required: ["iofogUuid", "username", "password", "lport", "rport"],
		},
	];
}
