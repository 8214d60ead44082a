import { plans } from "./cases/plans";
import { paritySuite } from "./support/suite";

paritySuite("plans", plans);
