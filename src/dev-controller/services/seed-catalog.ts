import type { World } from "../world";

interface BuiltIn {
	name: string;
	description: string;
	category?: string;
	picture?: string;
	config?: string;
	hidden?: boolean;
	/** One image for both architectures, or one for each. */
	image: string | [string, string];
}

const both = (image: string): [string, string] => [image, `${image}-arm`];

const sample = (
	category: string,
	name: string,
	description: string,
	picture: string,
	image: string,
	config?: string,
): BuiltIn => ({
	name,
	description,
	category,
	picture,
	config,
	image: both(image),
});

const ITEMS_30: BuiltIn[] = [
	{
		name: "Networking Tool",
		description: "The built-in networking tool for Eclipse ioFog.",
		hidden: true,
		image: both("iofog/core-networking"),
	},
	{
		name: "RESTBlue",
		description: "REST API for Bluetooth Low Energy layer.",
		hidden: true,
		image: both("iofog/restblue"),
	},
	{
		name: "HAL",
		description: "REST API for Hardware Abstraction layer.",
		hidden: true,
		image: both("iofog/hal"),
	},
	sample(
		"UTILITIES",
		"Diagnostics",
		"0",
		"images/build/580.png",
		"iofog/diagnostics",
	),
	sample(
		"UTILITIES",
		"Hello Web Demo",
		"A simple web server to test Eclipse ioFog.",
		"images/build/4.png",
		"iofog/hello-web",
	),
	sample(
		"SENSORS",
		"Open Weather Map Data",
		"A stream of data from the Open Weather Map API in JSON format",
		"images/build/8.png",
		"iofog/open-weather-map",
		'{"citycode":"5391997","apikey":"6141811a6136148a00133488eadff0fb","frequency":1000}',
	),
	sample(
		"UTILITIES",
		"JSON REST API",
		"A configurable REST API that gives JSON output",
		"images/build/49.png",
		"iofog/json-rest-api",
		'{"buffersize":3,"contentdataencoding":"utf8","contextdataencoding":"utf8",outputfields":{"publisher":"source","contentdata":"temperature","timestamp":"time"}}',
	),
	sample(
		"UTILITIES",
		"Temperature Converter",
		"A simple temperature format converter",
		"images/build/58.png",
		"iofog/temperature-conversion",
	),
	sample(
		"UTILITIES",
		"JSON Sub-Select",
		"Performs sub-selection and transform operations on any JSON messages",
		"images/build/59.png",
		"iofog/json-subselect",
		"{}",
	),
	...["Humidity", "Seismic", "Temperature"].map((what) =>
		sample(
			"SIMULATOR",
			`${what} Sensor Simulator`,
			`${what} Sensor Simulator for Eclipse ioFog`,
			"images/build/simulator.png",
			`iofog/${what.toLowerCase()}-sensor-simulator`,
		),
	),
	sample(
		"UTILITIES",
		"Common Logging",
		"Container which gathers logs and provides REST API for adding and querying logs from containers",
		"none.png",
		"iofog/common-logging",
		'{"access_tokens": ["Some_Access_Token"], "cleanfrequency": "1h40m", "ttl": "24h"}',
	),
	sample(
		"UTILITIES",
		"JSON Generator",
		"Container generates ioMessages with contentdata as complex JSON object.",
		"none.png",
		"iofog/json-generator",
		"{}",
	),
	{
		name: "Router",
		description: "The built-in router for Eclipse ioFog.",
		hidden: true,
		image: "iofog/router:latest",
	},
	{
		name: "Proxy",
		description: "The built-in proxy for Eclipse ioFog.",
		hidden: true,
		image: ["iofog/proxy:latest", "iofog/proxy-arm:latest"],
	},
	{
		name: "Port Router",
		description: "The built-in port-router for Eclipse ioFog.",
		hidden: true,
		image: "iofog/port-router:latest",
	},
];

const ITEMS_37: BuiltIn[] = [
	{
		name: "Router",
		description: "The built-in router for Datasance PoT.",
		hidden: true,
		image: "ghcr.io/datasance/router:latest",
	},
	{
		name: "RESTBlue",
		description: "REST API for Bluetooth Low Energy layer.",
		image: "ghcr.io/datasance/restblue:latest",
	},
	{
		name: "HAL",
		description: "REST API for Hardware Abstraction layer.",
		image: "ghcr.io/datasance/hal:latest",
	},
	{
		name: "Debug",
		description: "The built-in debugger for Datasance PoT IoFog Agent.",
		hidden: true,
		image: "ghcr.io/datasance/node-debugger:latest",
	},
	{
		name: "NATs",
		description: "NATs server microservice for Datasance PoT",
		image: "ghcr.io/datasance/nats:latest",
	},
];

/** Makes the catalog items that a Controller has from the start, with the ids it gives them. */
export function seedCatalog(world: World): void {
	const is30 = world.dialect === "3.0";
	for (const item of is30 ? ITEMS_30 : ITEMS_37) {
		const [x86, arm] =
			typeof item.image === "string" ? [item.image, item.image] : item.image;
		world.catalog.insert({
			id: world.store.next("catalogItem"),
			name: item.name,
			description: item.description,
			category: item.category ?? "SYSTEM",
			configExample: item.config ?? null,
			publisher: is30 ? "Eclipse ioFog" : "Datasance",
			diskRequired: 0,
			ramRequired: 0,
			picture: item.picture ?? "none.png",
			isPublic: !item.hidden,
			registryId: 1,
			userId: null,
			images: [
				{ containerImage: x86, fogTypeId: 1 },
				{ containerImage: arm, fogTypeId: 2 },
			],
			inputType: null,
			outputType: null,
		});
	}
}

/** The id of a built-in item by its name. */
export function builtInItem(world: World, name: string): number {
	return (
		world.catalog.by("name", name).find((i) => i.category === "SYSTEM")?.id ?? 0
	);
}
