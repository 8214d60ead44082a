import type { OwnController } from "./own-controller";

/** The environment by which commands of the demo find its own Controller. */
export const environmentOf = ({ url, email, password }: OwnController) => ({
	IOFOG_CONTROLLER_URL: url,
	IOFOG_EMAIL: email,
	IOFOG_PASSWORD: password,
	IOFOG_TOKEN: "",
	IOFOG_CA_FILE: "",
});

/** Puts the environment of this process back. */
export function restoreEnvironment(env: NodeJS.ProcessEnv): void {
	for (const name of Object.keys(process.env))
		if (!(name in env)) delete process.env[name];
	Object.assign(process.env, env);
}
