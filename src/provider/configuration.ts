import { bool, integer, number, optional, string } from "../core";

/** Configuration of the provider; what is not set comes from the environment. */
export const configuration = {
	url: optional(string(), {
		description:
			"Address of the Controller, e.g. `http://controller.example.com:51121`. Environment: `IOFOG_CONTROLLER_URL`.",
	}),
	email: optional(string(), {
		description: "User to log in as. Environment: `IOFOG_EMAIL`.",
	}),
	password: optional(string(), {
		description: "Password to log in with. Environment: `IOFOG_PASSWORD`.",
		sensitive: true,
	}),
	token: optional(string(), {
		description:
			"Access token, instead of email and password. Environment: `IOFOG_TOKEN`.",
		sensitive: true,
	}),
	caFile: optional(string(), {
		description:
			"File of certificates (PEM) to trust besides the system's. Environment: `IOFOG_CA_FILE`.",
	}),
	insecureSkipVerify: optional(bool, {
		description:
			"Whether to talk to a Controller whose certificate cannot be verified. Anyone on the way can then read and change everything.",
	}),
	maxWrites: optional(integer, {
		description: "Largest number of writing calls at a time (8).",
	}),
	requestTimeout: optional(number(), {
		description: "Seconds after which a call has failed.",
	}),
	warnOnRestart: optional(bool, {
		description:
			"Whether a planned change that restarts a container is a warning.",
	}),
};
