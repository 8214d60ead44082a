import { applications } from "./cases/applications";
import { paritySuite } from "./support/suite";

paritySuite("applications", applications);
