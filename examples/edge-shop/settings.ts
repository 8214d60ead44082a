/** What the tills say. It reaches the running containers as configuration: nothing restarts. */
export const GREETING = "Good morning";

/** The tills, each on an edge host of its own. A currency is in the environment of its container, which a change restarts. */
export const TILLS = [
	{ name: "till-1", port: 28_081, currency: "EUR" },
	{ name: "till-2", port: 28_082, currency: "EUR" },
];

/** Counts up with each new key of the payment service: only then it is sent. */
export const PAYMENT_KEY_VERSION = 1;
