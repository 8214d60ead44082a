import type { AgentStatus } from "../controller";
import {
	bool,
	computed,
	DiagnosticError,
	error,
	optional,
	required,
	string,
} from "../core";
import { defineEphemeral } from "../resources/define";
import { filled } from "../resources/types";

/** `iofog_provisioning_key`: what a new agent identifies itself with. */
export const provisioningKey = defineEphemeral({
	type: "iofog_provisioning_key",
	summary:
		"A key with which an agent identifies itself when it first calls the Controller; it is kept neither in the state nor in a plan. Opening it makes a new key, which takes the place of the one before; Terraform opens it in plan too, `fogform` in apply alone, and only where something that is created or changed uses it. For an agent that is provisioned already it is null, and nothing is changed, unless `force` is true.",
	attributes: {
		agentUuid: required(filled, {
			description: "UUID of the agent that the key is for.",
			references: "iofog_agent.uuid",
		}),
		force: optional(bool, {
			description:
				"Whether a key is made for an agent that is provisioned already, e.g. to set it up on another machine. The agent that uses the key takes the place of the one before.",
			default: false,
		}),
		key: computed(string(), {
			description:
				"The key; null where the agent is provisioned already. An agent uses it up.",
			sensitive: true,
		}),
		expiresAt: computed(string(), {
			description:
				"Until when the key can be used, as RFC 3339 writes times: the Controller gives it 20 minutes.",
		}),
		certificate: computed(string(), {
			description:
				"Certificate by which the agent knows the Controller, in base64; null where the Controller has none of its own.",
		}),
	},
	open: async ({ controller, signal }, { agentUuid, force }) => {
		const gone = () =>
			new DiagnosticError([
				error(
					"Agent not found",
					`The Controller at ${controller.url} has no agent with the UUID ${agentUuid}. List the agents that exist:\n    fogform list agents`,
					["agent_uuid"],
				),
			]);
		// Read anew: the agent may have called since the plan.
		const status = await controller.agents.status({ uuid: agentUuid }, signal);
		if (!status) throw gone();
		if (isProvisioned(status) && force !== true)
			return { values: { key: null, expiresAt: null, certificate: null } };
		const made = await controller.agents.provisioningKey(
			{ uuid: agentUuid },
			signal,
		);
		if (!made) throw gone();
		return {
			values: {
				key: made.key,
				expiresAt: new Date(made.expires).toISOString(),
				certificate: made.certificate,
			},
		};
	},
});

/** An agent that has called with credentials of its own and has not given them back. */
function isProvisioned(status: AgentStatus): boolean {
	if (status.lastActive === 0 || status.daemonStatus === "DEPROVISIONED")
		return false;
	// 3.0 has no word for an agent that was deprovisioned: it shows it as it shows a new one.
	return status.daemonStatus !== "UNKNOWN" || status.ipAddress !== "0.0.0.0";
}
