import { dataSources } from "./cases/data-sources";
import { values } from "./cases/values";
import { paritySuite } from "./support/suite";

paritySuite("values", values);
paritySuite("data sources", dataSources);
