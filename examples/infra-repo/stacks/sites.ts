/** A place with an edge host. */
export interface Site {
	readonly name: string;
	readonly host: string;
}

/** Where the shop has tills. A line here is an agent and a till more. */
export const SITES: readonly Site[] = [
	{ name: "berlin", host: "10.1.0.11" },
	{ name: "hamburg", host: "10.2.0.11" },
];
