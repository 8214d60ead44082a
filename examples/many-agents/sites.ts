/** A place with edge hosts. */
export interface Site {
	readonly name: string;
	readonly network: string;
	readonly hosts: number;
	readonly architecture: "amd64" | "arm";
}

/** All places of the fleet: a new line here is a new place. */
export const sites: readonly Site[] = [
	{ name: "berlin", network: "10.1.0", hosts: 3, architecture: "amd64" },
	{ name: "lyon", network: "10.2.0", hosts: 2, architecture: "arm" },
	{ name: "porto", network: "10.3.0", hosts: 1, architecture: "arm" },
];
