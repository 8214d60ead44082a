import type { Case, Stack } from "../support/case";
import { agent, FLEET, fleet, microservice, withRouter } from "./fleet";

const provisioning = (more: object = {}) => ({
	agent_uuid: "${iofog_agent.edge.uuid}",
	container: "edge",
	docker_host: "@DOCKER@",
	...more,
});

const web = (image: string) =>
	microservice("web", { images: { amd64: image } });

const ready = (more: object = {}) => ({
	microservice_uuid: "${iofog_microservice.web.uuid}",
	triggers: { image: '${iofog_microservice.web.images["amd64"]}' },
	depends_on: ["iofog_agent_provisioning.edge"],
	...more,
});

const hosted = (image: string, more: object = {}): Stack =>
	fleet({
		iofog_agent: { spare: agent("spare") },
		iofog_agent_provisioning: { edge: provisioning(more) },
		iofog_microservice: { web: web(image) },
		iofog_microservice_ready: { web: ready() },
	});

const waiting = (more: object): Stack =>
	fleet(
		{
			iofog_microservice: { web: microservice("web") },
			iofog_microservice_ready: { web: ready({ depends_on: [], ...more }) },
		},
		{},
		"3.0",
	);

/** Agents in containers, and the wait for microservices. */
export const agentHosts: readonly Case[] = [
	{
		name: "an agent is provisioned and waited for, from birth to death",
		tofu: true,
		before: withRouter,
		steps: [
			{
				stack: hosted("nginx:1"),
				plans: [
					...FLEET,
					"create iofog_agent.spare",
					"create iofog_agent_provisioning.edge",
					"create iofog_microservice.web",
					"create iofog_microservice_ready.web",
				],
				order: ["GET /iofog/*/provisioning-key"],
			},
			{
				stack: hosted("nginx:2"),
				plans: [
					"update iofog_microservice.web",
					"update iofog_microservice_ready.web",
				],
			},
			{
				stack: hosted("nginx:2", { remove_volumes: true }),
				plans: ["update iofog_agent_provisioning.edge"],
			},
			{
				stack: hosted("nginx:2", { agent_uuid: "${iofog_agent.spare.uuid}" }),
				plans: ["delete-create iofog_agent_provisioning.edge"],
			},
			{
				destroy: true,
				plans: [
					"delete iofog_agent.edge",
					"delete iofog_agent.spare",
					"delete iofog_agent_provisioning.edge",
					"delete iofog_application.shop",
					"delete iofog_microservice.web",
					"delete iofog_microservice_ready.web",
				],
			},
		],
	},
	{
		name: "an agent has one container",
		before: withRouter,
		steps: [
			{ stack: fleet(), plans: FLEET },
			{
				stack: fleet({
					iofog_agent_provisioning: {
						edge: provisioning(),
						twin: provisioning({ container: "twin" }),
					},
				}),
				plans: [],
				refused: "Claimed twice",
			},
		],
	},
	{
		name: "an agent that was never seen is not waited for, with a word on it",
		dialect: "3.0",
		before: withRouter,
		steps: [
			{
				stack: waiting({}),
				plans: [
					...FLEET,
					"create iofog_microservice.web",
					"create iofog_microservice_ready.web",
				],
			},
			{
				stack: waiting({ triggers: { a: "1" }, when_offline: "fail" }),
				plans: ["update iofog_microservice_ready.web"],
				fails: "Agent offline",
				unfinished: true,
			},
			{
				replace: ["iofog_microservice.web"],
				stack: waiting({}),
				plans: [
					"delete-create iofog_microservice.web",
					"delete-create iofog_microservice_ready.web",
				],
			},
		],
	},
];
