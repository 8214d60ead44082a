const { availableParallelism } = require("node:os");

/** @type {import("jest").Config} */
module.exports = {
	testEnvironment: "node",
	// Most of the long tests wait for Docker, Terraform or a clock, and leave the processor to others.
	maxWorkers: process.env.IOFOG_CONTROLLER_URL
		? 1 // All of them would use the same objects of the one Controller.
		: Math.max(3, availableParallelism() - 1),
	testMatch: ["<rootDir>/test/**/*.test.ts"],
	// A loaded machine is no failure.
	testTimeout: 30_000,
	transform: {
		"\\.ts$": [
			"@swc/jest",
			{
				jsc: { parser: { syntax: "typescript" }, target: "es2022" },
				module: { type: "commonjs" },
			},
		],
	},
	moduleNameMapper: {
		"^fogform$": "<rootDir>/src/index.ts",
		"^fogform/docker$": "<rootDir>/src/docker-stacks/index.ts",
		"^fogform/sdk$": "<rootDir>/src/sdk/index.ts",
	},
	modulePathIgnorePatterns: [
		"<rootDir>/lib/",
		"<rootDir>/cdktf.out/",
		"<rootDir>/examples/infra-repo/",
	],
};
