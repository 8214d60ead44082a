import { microservices30, microservices37 } from "./cases/microservices";
import { paritySuite } from "./support/suite";

paritySuite("microservices", [...microservices37, ...microservices30]);
