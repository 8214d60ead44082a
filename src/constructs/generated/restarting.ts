// Written by scripts/generate.ts from the definitions; do not edit.

/** Arguments, by type, whose change makes the agent recreate the container. */
export const RESTARTING = {
	iofog_microservice: [
		"agent_uuid",
		"images",
		"catalog_item_id",
		"env",
		"env_wo_version",
		"env_from_secret",
		"env_from_config_map",
		"command",
		"ports",
		"volumes",
		"extra_hosts",
		"rebuild_triggers",
		"root_host_access",
		"host_network_mode",
		"privileged",
		"annotations",
		"cap_add",
		"cap_drop",
		"cdi_devices",
		"run_as_user",
		"platform",
		"runtime",
		"cpu_set_cpus",
		"pid_mode",
		"ipc_mode",
		"memory_limit",
		"schedule",
	],
} as const;
