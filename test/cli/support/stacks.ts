/** A reference in an expression, as synthesized JSON has it. */
export const ref = (path: string) => `\${${path}}`;

/** The stack of most tests: an agent, a registry, an application with two microservices, an output of each sort. */
export function shop(
	changes: {
		config?: object;
		image?: string;
		agentless?: boolean;
		output?: object;
		without?: string[];
	} = {},
) {
	const microservices: Record<string, object> = {
		web: {
			name: "web",
			application: ref("iofog_application.shop.name"),
			agent_uuid: ref("iofog_agent.edge.uuid"),
			registry_id: ref("iofog_registry.hub.id"),
			images: { amd64: changes.image ?? "nginx:1.27" },
			config: JSON.stringify(changes.config ?? { level: "info", size: 1 }),
			ports: [{ internal: 80, external: 8080 }],
			env: { MODE: "a" },
		},
		db: {
			name: "db",
			application: ref("iofog_application.shop.name"),
			agent_uuid: ref("iofog_agent.edge.uuid"),
			images: { amd64: "postgres:17" },
			volumes: [{ host: "/var/db", container: "/data" }],
		},
	};
	for (const name of changes.without ?? []) delete microservices[name];
	return {
		resource: {
			iofog_router: { router: { host: "router.example" } },
			iofog_agent: {
				edge: {
					name: "edge",
					architecture: "amd64",
					host: "192.0.2.1",
					depends_on: ["iofog_router.router"],
				},
			},
			iofog_registry: {
				hub: {
					url: "registry.example",
					public: false,
					username: "bot",
					password: "S3cret-word",
					email: "bot@example.com",
				},
			},
			iofog_application: { shop: { name: "shop", description: "The shop" } },
			iofog_microservice: microservices,
		},
		output: {
			url: { value: `http://${ref("iofog_agent.edge.host")}:8080` },
			hub: { value: ref("iofog_registry.hub.id") },
			secret: { value: "s3cret-output", sensitive: true },
			...changes.output,
		},
	};
}
