import { blocks } from "./cases/blocks";
import { paritySuite } from "./support/suite";

paritySuite("blocks and states", blocks);
