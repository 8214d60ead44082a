import { type Microservice, recipeOf } from "../../../src/agent/microservice";
import { type Container, containerName } from "../../../src/agent/plan";

/** A microservice with nothing special about it. */
export const microservice = (
	part: Partial<Microservice> = {},
): Microservice => ({
	uuid: "u1",
	name: "web",
	application: "shop",
	image: "nginx:1.25",
	config: "{}",
	registryId: 1,
	schedule: 50,
	hostNetwork: false,
	privileged: false,
	cpuSet: "",
	memoryLimit: undefined,
	user: "",
	platform: "",
	runtime: "",
	pidMode: "",
	ipcMode: "",
	healthCheck: undefined,
	logSize: 10,
	ports: [],
	volumes: [],
	env: [],
	extraHosts: [],
	command: [],
	cdiDevices: [],
	capAdd: [],
	capDrop: [],
	routes: [],
	...part,
});

/** A running container that is just right for a microservice. */
export const container = (
	of: Microservice,
	part: Partial<Container> = {},
): Container => ({
	id: `c-${of.uuid}`,
	name: containerName(of.uuid),
	microservice: of.uuid,
	recipe: recipeOf(of),
	state: "running",
	detail: "Up 3 minutes",
	imageId: "sha256:1",
	address: "172.18.0.2",
	ports: of.ports.map((p) => `${p.external}/${p.protocol}`),
	...part,
});
