import { z } from "zod";
import {
	bool,
	computed,
	integer,
	json,
	list,
	map,
	object,
	optional,
	reported,
	required,
	set,
	string,
} from "../core";
import {
	filled,
	healthCheck,
	images,
	name,
	natsConfig,
	port,
	serviceAccount,
} from "./types";

const publicPort = object({
	schemes: required(list(string()), {
		description: 'Schemes of the public links, e.g. `["http"]`.',
	}),
	protocol: required(string(z.enum(["tcp", "http"])), {
		description: "Protocol of the proxy: `tcp` or `http`.",
	}),
	enabled: optional(bool, {
		description: "Whether the public port is open.",
		default: true,
	}),
	router: optional(
		object({
			host: optional(string(), {
				description: "Agent whose router serves the port.",
			}),
			port: optional(port, { description: "Public port." }),
		}),
		{
			description:
				"Where the public port is served; without it the Controller decides.",
		},
	),
});

const portMapping = object({
	internal: required(port, { description: "Port inside the container." }),
	external: required(port, { description: "Port on the agent's host." }),
	protocol: optional(string(z.enum(["tcp", "udp"])), {
		description: "`tcp` or `udp`.",
		default: "tcp",
	}),
	public: optional(publicPort, {
		description:
			"Offers the port through the Controller's proxy; its addresses are in `public_links`.",
		only: "3.0",
	}),
});

const volumeMapping = object({
	host: required(filled, {
		description:
			"Directory on the agent's host, name of a volume, or name of a volume mount; `NAME/KEY` is one file of a volume mount.",
	}),
	container: required(filled, { description: "Directory in the container." }),
	accessMode: optional(filled, {
		description: "`rw` or `ro`.",
		default: "rw",
	}),
	type: optional(string(z.enum(["bind", "volume", "volumeMount"])), {
		description:
			"`bind` for a directory of the host, `volume` for a volume, `volumeMount` for an `iofog_volume_mount` (Controllers 3.7).",
		default: "bind",
	}),
});

const strings = (description: string, only?: "3.7") =>
	optional(set(string()), {
		description,
		default: [],
		restarts: true,
		...(only && { only }),
	});

const text37 = (description: string) =>
	optional(string(), { description, default: "", restarts: true, only: "3.7" });

/** Attributes of `iofog_microservice`. */
export const attributes = {
	uuid: computed(string(), {
		description: "Identifier that the Controller assigned.",
	}),
	name: required(name, {
		description:
			"Name, unique within the application. Controllers 3.7 cannot rename: there a change forces replacement.",
	}),
	application: required(name, {
		description: "Name of the application that the microservice belongs to.",
		// The Controller ignores another application on update.
		requiresReplace: true,
		references: "iofog_application.name",
	}),
	agentUuid: reported(filled, {
		description:
			"UUID of the agent that runs the microservice; a change moves it. Exactly one of `agent_uuid` and `agent_name` is set.",
		references: "iofog_agent.uuid",
		restarts: true,
	}),
	agentName: reported(filled, {
		description:
			"Name of the agent that runs the microservice, looked up when it changes: an agent that is renamed later is no change.",
		references: "iofog_agent.name",
	}),
	engine: optional(filled, {
		description:
			"Name, of your choice, of the Docker Engine that the agent shares with other agents: two microservices that name the same one cannot publish the same port. The Controller is not told.",
	}),
	images: optional(images, {
		description:
			"Image by architecture of the agent: `amd64`, `arm`. Exactly one of `images` and `catalog_item_id` is set.",
		restarts: true,
	}),
	catalogItemId: optional(integer, {
		description: "Catalog item whose images are run.",
		references: "iofog_catalog_item.id",
		restarts: true,
		requiresReplace: "when-removed",
	}),
	registryId: reported(integer, {
		description:
			"Registry that the images are pulled from: 1 (Docker Hub, the default), 2 (`from_cache`, the agent's own cache) or an `iofog_registry`. With `catalog_item_id` the item's registry holds.",
		references: "iofog_registry.id",
	}),
	config: optional(json, {
		description:
			"Configuration as JSON text, delivered to the running container without a restart.",
		default: "{}",
	}),
	configWo: optional(json, {
		description:
			"Secret part of the configuration as JSON text, kept nowhere: it is merged over `config` at each write of the configuration.",
		sensitive: true,
		writeOnly: true,
	}),
	configWoVersion: optional(integer, {
		description: "Any number; a change writes `config_wo` again.",
	}),
	env: optional(map(string()), {
		description: "Environment variables.",
		default: {},
		restarts: true,
	}),
	envWo: optional(map(string()), {
		description:
			"Secret environment variables, kept nowhere: they are added to `env` at each write of the environment.",
		sensitive: true,
		writeOnly: true,
	}),
	envWoVersion: optional(integer, {
		description: "Any number; a change writes `env_wo` again.",
		restarts: true,
	}),
	envFromSecret: optional(map(filled), {
		description:
			"Environment variables whose values come from a secret of the Controller, as `SECRET/KEY`.",
		default: {},
		only: "3.7",
		restarts: true,
	}),
	envFromConfigMap: optional(map(filled), {
		description:
			"Environment variables whose values come from a config map of the Controller, as `CONFIG_MAP/KEY`.",
		default: {},
		only: "3.7",
		restarts: true,
	}),
	command: optional(list(string()), {
		description: "Command that replaces the image's own.",
		default: [],
		restarts: true,
	}),
	ports: optional(set(portMapping), {
		description: "Ports published on the agent's host.",
		default: [],
		restarts: true,
	}),
	publicLinks: computed(map(list(string())), {
		description:
			"Addresses of the ports with `public`, by external port (3.0 only).",
	}),
	volumes: optional(set(volumeMapping), {
		description: "Directories and volumes that the container sees.",
		default: [],
		restarts: true,
	}),
	extraHosts: optional(map(filled), {
		description: "Addresses by host name, added to the container's hosts file.",
		default: {},
		restarts: true,
	}),
	logSize: optional(integer, {
		description: "Largest size of the container's log, in MB.",
		default: 1,
	}),
	rebuildTriggers: optional(map(string()), {
		description:
			"Any values; a change makes the agent pull the image again and recreate the container in place.",
		restarts: true,
	}),
	rootHostAccess: optional(bool, {
		description: "Whether the container shares the host's network.",
		default: false,
		only: "3.0",
		restarts: true,
	}),
	activated: optional(bool, {
		description: "Whether the microservice runs.",
		default: true,
		only: "3.7",
	}),
	hostNetworkMode: optional(bool, {
		description: "Whether the container shares the host's network.",
		default: false,
		only: "3.7",
		restarts: true,
	}),
	privileged: optional(bool, {
		description: "Whether the container is privileged.",
		default: false,
		only: "3.7",
		restarts: true,
	}),
	annotations: optional(json, {
		description: "Annotations as JSON text.",
		default: "{}",
		only: "3.7",
		restarts: true,
	}),
	capAdd: strings("Linux capabilities that are added.", "3.7"),
	capDrop: strings("Linux capabilities that are dropped.", "3.7"),
	cdiDevices: strings("Devices given to the container, as CDI names.", "3.7"),
	runAsUser: text37("User that the container runs as."),
	platform: text37("Platform of the image, e.g. `linux/arm64`."),
	runtime: text37("Container runtime, e.g. `runc`."),
	cpuSetCpus: text37("CPUs that the container may use, e.g. `0,1`."),
	pidMode: text37("PID namespace, e.g. `host`."),
	ipcMode: text37("IPC namespace, e.g. `host`."),
	memoryLimit: optional(integer, {
		description: "Largest memory of the container, in bytes.",
		only: "3.7",
		restarts: true,
		requiresReplace: "when-removed",
	}),
	schedule: optional(integer, {
		description:
			"Place in the order in which the agent starts its microservices, 6 to 100.",
		default: 50,
		only: "3.7",
		restarts: true,
	}),
	healthCheck: optional(healthCheck, {
		description: "How the agent finds out whether the microservice is healthy.",
		only: "3.7",
	}),
	serviceAccount: optional(serviceAccount, {
		description:
			"Role under which the microservice may call the Controller; without it, the role `microservice`.",
		only: "3.7",
	}),
	natsConfig: optional(natsConfig, {
		description: "Access of the microservice to NATS messaging.",
		default: { natsAccess: false, natsRule: null },
		only: "3.7",
	}),
};
