import { dataObjects } from "./cases/data-objects";
import { paritySuite } from "./support/suite";

paritySuite("secrets, config maps and volume mounts", dataObjects);
