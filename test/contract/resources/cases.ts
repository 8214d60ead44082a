import type { Dialect } from "../../../src/core";
import type { Values } from "../../../src/provider";

/** One resource type, with a configuration and every argument that can be updated in place. */
export interface Case {
	readonly type: string;
	readonly only?: Dialect;
	readonly base: Values;
	/** Arguments to set one after the other, then to take away again. */
	readonly changes: readonly (Values & { readonly only?: Dialect })[];
	/** Arguments whose value stays when they are taken away. */
	readonly stays?: boolean;
	/** Arguments that no import can tell. */
	readonly untold?: readonly string[];
	/** Import IDs, from the state. */
	readonly ids: readonly ((state: Values) => string)[];
}

/** Names of the surroundings that `microservice` and `route` need. */
export interface Surroundings {
	readonly application: string;
	readonly agentUuid: string;
	readonly agentName: string;
	readonly otherAgentUuid: string;
	readonly registryId: number;
	/** Of 3.7: a secret and a config map with the key `key`, and a volume mount of the secret. */
	readonly secretName: string;
	readonly configMapName: string;
	readonly mountName: string;
}

/** Every resource type in its surroundings. */
export function cases(s: Surroundings): readonly Case[] {
	return [
		{
			type: "iofog_registry",
			base: {
				url: "registry.example.com",
				username: "me",
				email: "me@example.com",
			},
			changes: [
				{ url: "other.example.com" },
				{ username: "{{ you }}" },
				{ email: "you@example.com" },
				{ public: true },
				{ requires_certificate: true, certificate: "PEM", only: "3.0" },
			],
			ids: [(state) => String(state.id), (state) => String(state.url)],
		},
		{
			type: "iofog_application",
			base: { name: "case-application" },
			changes: [
				{ description: ' "two"\nlines {{ literally }} ' },
				{ activated: false },
				{ nats_config: { nats_access: true }, only: "3.7" },
				{ force_destroy: true },
			],
			ids: [(state) => String(state.name)],
		},
		{
			type: "iofog_catalog_item",
			base: {
				name: "case-item",
				registry_id: 1,
				images: { amd64: "x:1", arm: "y:0" },
			},
			changes: [
				{ name: "case item renamed" },
				{ description: "d" },
				{ registry_id: 2 },
				{ images: { amd64: "x:2", arm: "y:1" } },
				{ disk_required: 5 },
				{ ram_required: 6 },
				{ picture: "p.png" },
				{ public: true },
				{ config_example: '{"a":"say \\"hi\\" {{ x }}"}' },
			],
			ids: [(state) => String(state.id), (state) => String(state.name)],
		},
		{
			type: "iofog_agent",
			base: {
				name: "case-agent",
				host: "10.0.0.9",
				architecture: "amd64",
				router_mode: "none",
			},
			stays: true,
			changes: [
				{ description: "d {{ x }}" },
				{ location: "hall" },
				{ latitude: 52.5, longitude: 13.25 },
				{ tags: ["b", "a"] },
				{ disk_limit: 60 },
				{ memory_limit: 5000 },
				{ cpu_limit: 70 },
				{ log_limit: 11 },
				{ log_directory: "/var/log/other/" },
				{ disk_directory: "/var/lib/other/" },
				{ log_file_count: 12 },
				{ log_level: "DEBUG" },
				{ status_frequency: 30 },
				{ change_frequency: 40 },
				{ device_scan_frequency: 50 },
				{ bluetooth_enabled: false },
				{ watchdog_enabled: false },
				{ docker_pruning_frequency: 3 },
				{ available_disk_threshold: 15 },
				{ time_zone: "Europe/Berlin" },
				{ docker_url: "unix:///run/docker.sock" },
				{ host: "10.0.0.10" },
				{ architecture: "arm" },
				{ timeouts: { create: "90s" } },
				{ force_destroy: true },
				{ network_interface: "eth1", only: "3.7" },
				{ edge_guard_frequency: 7, only: "3.7" },
				{ container_engine: "podman", only: "3.7" },
				{ deployment_type: "container", only: "3.7" },
			],
			// No import can tell how long the user wants to wait.
			untold: ["force_destroy", "timeouts"],
			ids: [(state) => String(state.uuid), (state) => String(state.name)],
		},
		{
			type: "iofog_microservice",
			base: {
				name: "case-ms",
				application: s.application,
				agent_uuid: s.agentUuid,
				images: { amd64: "nginx:1.27", arm: "nginx:1.27-arm" },
			},
			changes: [
				{ images: { amd64: "nginx:1.28", arm: "nginx:1.28-arm" } },
				{ registry_id: s.registryId },
				{ agent_uuid: s.otherAgentUuid },
				{
					config:
						'{"a":"say \\"hi\\"","path":"C:\\\\","t":"{{ x }}","n":[1,2.50]}',
				},
				{ env: { A: "1", B: "{{ literally }}", C: "" } },
				{ command: ["sh", "-c", "", " echo {% raw %} "] },
				{
					ports: [
						{ internal: 80, external: 8080 },
						{ internal: 53, external: 5353, protocol: "udp" },
					],
				},
				{
					volumes: [
						{ host: "/data", container: "/data", access_mode: "ro" },
						{ host: "vol", container: "/vol", type: "volume" },
					],
				},
				{
					volumes: [
						{
							host: s.mountName,
							container: "/run/whole",
							access_mode: "ro",
							type: "volumeMount",
						},
						{
							host: `${s.mountName}/key`,
							container: "/run/one",
							type: "volumeMount",
						},
					],
					only: "3.7",
				},
				{ env_from_secret: { S: `${s.secretName}/key` }, only: "3.7" },
				{ env_from_config_map: { M: `${s.configMapName}/key` }, only: "3.7" },
				{ extra_hosts: { db: "10.1.2.3", cache: "10.1.2.4" } },
				{ log_size: 7 },
				{ rebuild_triggers: { image: "sha256:1" } },
				{ engine: "lab" },
				{ root_host_access: true, only: "3.0" },
				{ activated: false, only: "3.7" },
				{ host_network_mode: true, only: "3.7" },
				{ privileged: true, only: "3.7" },
				{ annotations: '{"a":"\\"x\\""}', only: "3.7" },
				{ cap_add: ["NET_ADMIN", "SYS_TIME"], only: "3.7" },
				{ cap_drop: ["CHOWN"], only: "3.7" },
				{ cdi_devices: ["vendor.com/gpu=0"], only: "3.7" },
				{ run_as_user: "1000", only: "3.7" },
				{ platform: "linux/arm64", only: "3.7" },
				{ runtime: "runc", only: "3.7" },
				{ cpu_set_cpus: "0,1", only: "3.7" },
				{ pid_mode: "host", only: "3.7" },
				{ ipc_mode: "host", only: "3.7" },
				{ schedule: 60, only: "3.7" },
				{
					health_check: { test: ["CMD", "true"], interval: 30, retries: 3 },
					only: "3.7",
				},
				{ service_account: { name: "viewer" }, only: "3.7" },
			],
			ids: [
				(state) => String(state.uuid),
				(state) => `${state.application}/${state.name}`,
			],
		},
		{
			type: "iofog_router",
			base: { host: "router.example.com" },
			stays: true,
			changes: [
				{ host: "router2.example.com" },
				{ messaging_port: 5673 },
				{ edge_router_port: 45671 },
				{ inter_router_port: 55671 },
				{ host: "router.example.com" },
			],
			ids: [() => "default"],
		},
		{
			type: "iofog_nats_hub",
			only: "3.7",
			base: { host: "nats.example.com" },
			stays: true,
			changes: [
				{ host: "nats2.example.com" },
				{ server_port: 4223 },
				{ cluster_port: 6223 },
				{ leaf_port: 7423 },
				{ mqtt_port: 8884 },
				{ http_port: 8223 },
				{ host: "nats.example.com" },
			],
			ids: [() => "default"],
		},
		{
			type: "iofog_route",
			only: "3.0",
			base: {
				name: "case-route",
				application: s.application,
				from: "left",
				to: "right",
			},
			changes: [{ to: "left" }, { name: "case-renamed" }],
			ids: [(state) => `${state.application}/${state.name}`],
		},
		{
			type: "iofog_secret",
			only: "3.7",
			base: {
				name: "Case secret/1",
				type: "tls",
				data_wo: { "tls.crt": "Y3J0" },
				data_wo_version: 1,
			},
			changes: [{ data_wo_version: 2 }, { force_destroy: true }],
			untold: ["data_wo_version"],
			ids: [(state) => String(state.name)],
		},
		{
			type: "iofog_config_map",
			only: "3.7",
			base: { name: "Case map/1", data: { a: "1" } },
			changes: [
				{
					data: {
						a: "{{ self.name }} {% raw %}",
						"dir/file.txt": "<b>p&w</b>\n",
						B: "",
						ü: "🙂",
					},
				},
				{ data: {} },
				{ use_vault: false },
				{ force_destroy: true },
			],
			ids: [(state) => String(state.name)],
		},
		{
			type: "iofog_volume_mount",
			only: "3.7",
			base: { name: "case-mount", secret_name: s.secretName },
			changes: [
				{ agent_uuids: [s.agentUuid] },
				{ agent_uuids: [s.otherAgentUuid, s.agentUuid] },
			],
			ids: [(state) => String(state.name)],
		},
	];
}
