import { walks } from "./cases/walks";
import { paritySuite } from "./support/suite";

const { PARITY_SEEDS: given } = process.env;
const seeds = given
	? given.split(",").map(Number)
	: Array.from({ length: 16 }, (_, i) => i + 1);

paritySuite("random walks", walks(seeds));
