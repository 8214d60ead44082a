// Builds OpenTofu for the tests, see go-binary.js. `--paths` builds nothing.
const { build, pathOf } = require("./go-binary.js");

const MODULE = "github.com/opentofu/opentofu";

/** Versions to test with, newest first, and what the Go checksum database says of each. */
const VERSIONS = {
	"1.12.6": "h1:0VT4P8pMmGcCUnQ9JDrJ+Qg2d35Vzm4FFd/9+H7oF98=",
	"1.11.6": "h1:VADF6JEJOAwxZ8mjdp+GE1ZfeqbYc9OvJbJ1CMeUdlg=",
};

const recipe = (version) => ({
	title: `OpenTofu ${version}`,
	folder: "opentofu",
	file: "tofu",
	version,
	module: MODULE,
	moduleVersion: `v${version}`,
	sum: VERSIONS[version],
	package: "./cmd/tofu",
	ldflags: `-s -w -X ${MODULE}/version.dev=no`,
});

/** Where the binary of a version is, or would be. */
const tofuPath = (version) => pathOf(recipe(version));

function main() {
	for (const version of Object.keys(VERSIONS)) {
		const reason = process.argv.includes("--paths")
			? undefined
			: build(recipe(version));
		console.log(
			reason ? `skipped: OpenTofu ${version}, as ${reason}` : tofuPath(version),
		);
	}
}

module.exports = { VERSIONS, tofuPath };
if (require.main === module) main();
