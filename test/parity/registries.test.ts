import { registries } from "./cases/registries";
import { paritySuite } from "./support/suite";

paritySuite("registries and catalog items", registries);
