import { agents30, agents37 } from "./cases/agents";
import { paritySuite } from "./support/suite";

paritySuite("agents", [...agents37, ...agents30]);
