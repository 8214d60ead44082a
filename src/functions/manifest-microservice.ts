import { microservice as type } from "../resources/microservice";
import type { Place } from "./manifest-place";
import { images, pairs, readAll, readAs, registryId } from "./manifest-read";

type Values = Record<string, unknown>;

const { attributes } = type;

/** Keys of `spec` that say nothing about what is wanted. */
const IGNORED = [
	"uuid",
	"created",
	"rebuild",
	"status",
	"execStatus",
	"flow",
	"application",
	"name",
];
/** Arguments that have the same name in `spec` or in `container`. */
const SPEC = ["schedule", "serviceAccount", "natsConfig"] as const;
const CONTAINER = [
	"annotations",
	"capAdd",
	"capDrop",
	"cdiDevices",
	"cpuSetCpus",
	"healthCheck",
	"hostNetworkMode",
	"ipcMode",
	"logSize",
	"memoryLimit",
	"pidMode",
	"platform",
	"rootHostAccess",
	"runAsUser",
	"runtime",
] as const;

/** Reads a microservice of an application, or of a file of its own; `name` and `application` are the caller's. */
export function readMicroservice(place: Place): Values {
	const members = place.known([
		...IGNORED,
		...SPEC,
		"agent",
		"config",
		"container",
		"images",
		"natsEnabled",
	]);
	const get = (key: string) => members.get(key);
	const nats = get("natsEnabled")?.bool();
	const config = get("config");
	return {
		...(nats === undefined
			? {}
			: { natsConfig: { natsAccess: nats, natsRule: null } }),
		...readAll(attributes, only(members, SPEC)),
		agentName: get("agent")?.known(["name", "config"]).get("name")?.text(),
		...readImages(get("images")),
		...(config && { config: readAs(attributes.config.type, config) }),
		...readContainer(get("container")),
	};
}

function only(
	members: ReadonlyMap<string, Place>,
	names: readonly string[],
): Map<string, Place> {
	return new Map([...members].filter(([key]) => names.includes(key)));
}

function readImages(place: Place | undefined): Values {
	if (!place) return {};
	const members = place.known(["catalogId", "x86", "amd64", "arm", "registry"]);
	const catalogItemId = members.get("catalogId")?.number() ?? 0;
	// The Controller heeds nothing else where a catalog item is named.
	if (catalogItemId > 0) return { catalogItemId };
	return {
		images: images(members),
		registryId: registryId(members.get("registry")),
	};
}

function readContainer(place: Place | undefined): Values {
	if (!place) return {};
	const members = place.known([
		...CONTAINER,
		"commands",
		"env",
		"extraHosts",
		"isPrivileged",
		"ports",
		"volumes",
	]);
	const get = (key: string) => members.get(key);
	return {
		...readAll(attributes, only(members, CONTAINER)),
		privileged: get("isPrivileged")?.bool(),
		command: get("commands")
			?.elements()
			.map((one) => one.text()),
		...readVariables(get("env")),
		extraHosts: readHosts(get("extraHosts")),
		ports: get("ports")?.elements().map(readPort),
		volumes: get("volumes")?.elements().map(readVolume),
	};
}

function required(members: ReadonlyMap<string, Place>, key: string, at: Place) {
	const member = members.get(key);
	if (!member) throw at.fault(`needs a "${key}"`);
	return member;
}

function readVariables(place: Place | undefined): Values {
	if (!place) return {};
	const sources = {
		env: "value",
		envFromSecret: "valueFromSecret",
		envFromConfigMap: "valueFromConfigMap",
	};
	const variables = place.elements().map((variable) => {
		const members = variable.known(["key", ...Object.values(sources)]);
		if (members.size !== 2)
			throw variable.fault(
				`needs a "key" and one of ${Object.values(sources).join(", ")}`,
			);
		return {
			variable,
			members,
			key: required(members, "key", variable).text(),
		};
	});
	pairs(variables.map(({ variable, key }) => [variable, key, null]));
	return Object.fromEntries(
		Object.entries(sources).map(([attribute, source]) => {
			const of = variables.flatMap(({ variable, members, key }) => {
				const value = members.get(source)?.printed();
				return value === undefined ? [] : [[variable, key, value] as const];
			});
			return [attribute, of.length > 0 ? pairs(of) : undefined];
		}),
	);
}

function readHosts(place: Place | undefined) {
	return (
		place &&
		pairs(
			place.elements().map((host) => {
				const members = host.known(["name", "address", "value"]);
				return [
					host,
					required(members, "name", host).text(),
					required(members, "address", host).text(),
				] as const;
			}),
		)
	);
}

function readPort(place: Place): Values {
	const members = place.known(["internal", "external", "protocol", "public"]);
	const shown = members.get("public");
	const port = attributes.ports.type.element;
	const publicType = port?.attributes?.public?.type;
	return {
		internal: required(members, "internal", place).number(),
		external: required(members, "external", place).number(),
		protocol: members.get("protocol")?.text().toLowerCase(),
		...(shown &&
			publicType && {
				public: readAll(
					publicType.attributes ?? {},
					// The links are the Controller's answer.
					shown.known(["schemes", "links", "protocol", "enabled", "router"]),
				),
			}),
	};
}

function readVolume(place: Place): Values {
	const members = place.known([
		"hostDestination",
		"containerDestination",
		"accessMode",
		"type",
	]);
	return {
		host: required(members, "hostDestination", place).text(),
		container: required(members, "containerDestination", place).text(),
		accessMode: members.get("accessMode")?.text(),
		type: members.get("type")?.text(),
	};
}
