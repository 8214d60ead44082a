import { object, port, type Schema, text } from "./kinds";

const size = {
	type: "string",
	pattern: "^[0-9]+\\s*([mM][bB]?|[gG][bB]?|[tT][bB]?)?$",
	maxLength: 32,
};

/** The default NATS hub (3.7 only). */
export function natsHubSchemas(): Schema[] {
	return [
		object(
			"/natsHubCreate",
			{
				host: text,
				serverPort: port,
				clusterPort: port,
				leafPort: port,
				mqttPort: port,
				httpPort: port,
				jsStorageSize: size,
				jsMemoryStoreSize: size,
			},
			["host"],
		),
	];
}
