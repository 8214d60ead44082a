/** The guides, written by hand in docs/guides: file without its ending, title. */
export const GUIDES: readonly (readonly [file: string, title: string])[] = [
	["getting-started", "Getting started with Terraform or OpenTofu"],
	["cdktf", "TypeScript and cdktf"],
	["moving-state", "Moving between fogform and Terraform"],
	["secrets", "Secrets"],
	["agent", "The dev agent and programs for it"],
	["edge-hosts", "Edge hosts, images and a Controller on Docker"],
	["from-iofogctl", "Coming from iofogctl"],
];
