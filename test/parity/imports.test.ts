import { imports } from "./cases/imports";
import { refusals } from "./cases/refusals";
import { paritySuite } from "./support/suite";

paritySuite("imports and chains", imports);
paritySuite("refusals", refusals);
