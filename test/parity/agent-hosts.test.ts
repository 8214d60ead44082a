import { agentHosts } from "./cases/agent-hosts";
import { paritySuite } from "./support/suite";

paritySuite("agents in containers", agentHosts);
