import { SdkError } from "./errors";

/** The port of an agent's local API. */
export const LOCAL_API_PORT = 54_321;

/** How a program finds itself and its agent; in a container that an agent runs nothing needs to be given. */
export interface SdkOptions {
	/** The uuid of this microservice; SELFNAME of the environment by default, which the agent sets. */
	readonly id?: string;
	/** The host of the local API, `iofog` by default. */
	readonly host?: string;
	/** The port of the local API, {@link LOCAL_API_PORT} by default. */
	readonly port?: number;
	/** Told of faults that are being worked on, such as a lost connection or a listener that throws; they go to standard error by default. */
	readonly onError?: (error: Error) => void;
}

/** Options with every gap filled. */
export interface Settings {
	readonly id: string;
	readonly host: string;
	readonly port: number;
	readonly onError: (error: Error) => void;
}

/** Fills the gaps of options from the environment; IOFOG_LOCAL_API=host:port is for a program that runs outside a container. */
export function settingsOf(
	options: SdkOptions,
	env: NodeJS.ProcessEnv = process.env,
): Settings {
	const id = options.id ?? env.SELFNAME;
	if (!id)
		throw new SdkError(
			"invalid",
			"This program does not know which microservice it is: SELFNAME is not set. An agent sets it in the containers that it runs; elsewhere set it to the microservice's uuid.",
		);
	const place = placeOf(env.IOFOG_LOCAL_API);
	return {
		id,
		host: options.host ?? place?.host ?? "iofog",
		port: options.port ?? place?.port ?? LOCAL_API_PORT,
		onError:
			options.onError ??
			((error) => process.stderr.write(`fogform/sdk: ${error.message}\n`)),
	};
}

function placeOf(
	text: string | undefined,
): { host: string; port: number } | undefined {
	if (!text) return undefined;
	const [, host, port] = /^\[?(.+?)\]?:(\d+)$/.exec(text) ?? [];
	if (!host || Number(port) > 65_535)
		throw new SdkError(
			"invalid",
			`IOFOG_LOCAL_API is "${text}", and has to be host:port.`,
		);
	return { host, port: Number(port) };
}
