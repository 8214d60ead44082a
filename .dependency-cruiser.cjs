/** What each folder of src/ may import of the others, besides itself. */
const FOLDERS = {
	core: [],
	resources: ["core"],
	"data-sources": ["core", "resources"],
	"ephemeral-resources": ["core", "resources"],
	functions: ["core", "resources"],
	controller: ["core", "docker"],
	provider: [
		"core",
		"resources",
		"data-sources",
		"ephemeral-resources",
		"functions",
		"controller",
	],
	plugin: ["core", "provider"],
	engine: ["core", "provider"],
	vendor: ["plugin"],
	constructs: ["core", "resources", "functions", "vendor"],
	"dev-controller": ["core"],
	sdk: [],
	docker: [],
	"docker-stacks": ["constructs", "vendor"],
	agent: ["docker", "sdk"],
};

/** Folders that know another one by its types only. */
const TYPES_ONLY = {
	resources: ["controller"],
	"data-sources": ["controller"],
	"ephemeral-resources": ["controller"],
};

/** Packages, by the begin of their names, that one folder or a few may import. */
const PACKAGES = {
	cdktf: ["constructs", "docker-stacks"],
	constructs: ["constructs", "docker-stacks"],
	"@cdktf/": ["docker-stacks"],
	axios: ["controller"],
	"@grpc/": ["plugin"],
	"@msgpack/": ["agent", "controller", "dev-controller"],
	zod: ["core", "resources", "data-sources", "controller", "dev-controller"],
	hono: ["dev-controller"],
	"@hono/": ["dev-controller"],
	libsql: ["dev-controller"],
	liquidjs: ["dev-controller"],
	jsonschema: ["dev-controller"],
	commander: ["cli"],
	picocolors: ["cli"],
	"ws/": ["agent", "controller", "dev-controller", "sdk"],
};

const others = Object.entries(FOLDERS).map(([folder, allowed]) => ({
	name: `${folder}-knows`,
	comment: `src/${folder} may import ${allowed.length > 0 ? `src/{${allowed}}` : "no other folder"} (ARCHITECTURE.md).`,
	severity: "error",
	from: { path: `^src/${folder}/` },
	to: {
		path: "^src/",
		pathNot: `^src/(${[folder, ...allowed, ...(TYPES_ONLY[folder] ?? [])].join("|")})/`,
	},
}));

const typesOnly = Object.entries(TYPES_ONLY).map(([folder, known]) => ({
	name: `${folder}-knows-types`,
	comment: `src/${folder} may import types of src/{${known}}, nothing that runs.`,
	severity: "error",
	from: { path: `^src/${folder}/` },
	to: {
		path: `^src/(${known.join("|")})/`,
		dependencyTypesNot: ["type-only"],
	},
}));

const packages = Object.entries(PACKAGES).map(([name, folders]) => ({
	name: `only-${folders.join("-")}-imports-${name}`,
	comment: `Only src/{${folders}} may import ${name}.`,
	severity: "error",
	from: { path: "^src/", pathNot: `^src/(${folders.join("|")})/` },
	to: { path: `(^|/)node_modules/${name}` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: "no-circular",
			comment: "No cycles, but for those of types alone.",
			severity: "error",
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		},
		{
			name: "resolvable",
			comment: "What is imported is there.",
			severity: "error",
			from: {},
			to: { couldNotResolve: true },
		},
		{
			name: "core-imports-zod",
			comment: "src/core has one dependency, zod.",
			severity: "error",
			from: { path: "^src/core/" },
			to: { pathNot: "(^src/core/|(^|/)node_modules/zod/)" },
		},
		{
			name: "published",
			comment:
				"What runs at a user's is no development dependency; cdktf and constructs are peers.",
			severity: "error",
			from: { path: "^src/" },
			to: {
				dependencyTypes: ["npm-dev", "npm-no-pkg"],
				dependencyTypesNot: ["npm", "npm-peer", "type-only"],
				pathNot: "(^|/)node_modules/(cdktf|constructs|@cdktf/provider-docker)/",
			},
		},
		...others,
		...typesOnly,
		...packages,
	],
	options: {
		doNotFollow: { path: "node_modules" },
		tsConfig: { fileName: "tsconfig.json" },
		tsPreCompilationDeps: "specify",
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["require", "node", "default", "types"],
		},
	},
};
