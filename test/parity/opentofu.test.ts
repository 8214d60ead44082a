import { tofuBinary } from "../support/binaries";
import { agentHosts } from "./cases/agent-hosts";
import { agents37 } from "./cases/agents";
import { applications } from "./cases/applications";
import { blocks } from "./cases/blocks";
import { dataObjects } from "./cases/data-objects";
import { dataSources } from "./cases/data-sources";
import { microservices37 } from "./cases/microservices";
import { plans } from "./cases/plans";
import { registries } from "./cases/registries";
import { values } from "./cases/values";
import { paritySuite } from "./support/suite";

const all = [
	...applications,
	...blocks,
	...registries,
	...agents37,
	...microservices37,
	...agentHosts,
	...dataObjects,
	...values,
	...plans,
	...dataSources,
];

paritySuite(
	"a selection",
	all.filter(({ tofu }) => tofu),
	tofuBinary ?? null,
);
