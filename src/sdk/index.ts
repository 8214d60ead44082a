import { Client } from "./client";

export { Client } from "./client";
export type { ConfigListener, GetConfigOptions, Schema } from "./config";
export { type FailureKind, SdkError } from "./errors";
export type { Message } from "./message-codec";
export type {
	MessageListener,
	MessageQuery,
	NewMessage,
	Sent,
} from "./messages";
export { LOCAL_API_PORT, type SdkOptions } from "./settings";

let shared: Client | undefined;

/** The client that the functions of this module use, made at their first use from the environment. */
function client(): Client {
	shared ??= new Client();
	return shared;
}

/** As {@link Client.getConfig}, for the microservice that this program is. */
export const getConfig: Client["getConfig"] = async (options) =>
	client().getConfig(options);

/** As {@link Client.onConfig}, for the microservice that this program is. */
export const onConfig: Client["onConfig"] = (listener, options) =>
	client().onConfig(listener, options);

/** As {@link Client.sendMessage}, for the microservice that this program is. */
export const sendMessage: Client["sendMessage"] = async (message) =>
	client().sendMessage(message);

/** As {@link Client.onMessage}, for the microservice that this program is. */
export const onMessage: Client["onMessage"] = (listener) =>
	client().onMessage(listener);

/** As {@link Client.queryMessages}, for the microservice that this program is. */
export const queryMessages: Client["queryMessages"] = async (wanted) =>
	client().queryMessages(wanted);

/** Ends all listening of this module's functions, so that the program can end. */
export function close(): void {
	shared?.close();
	shared = undefined;
}
