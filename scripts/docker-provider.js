// Builds Terraform's Docker provider for the tests, see go-binary.js, and puts it in a folder that Terraform and OpenTofu take for a mirror.
// Prints that folder. `--path` builds nothing.
const {
	copyFileSync,
	existsSync,
	linkSync,
	mkdirSync,
	rmSync,
} = require("node:fs");
const { dirname, join } = require("node:path");
const { build, cacheFolder, pathOf } = require("./go-binary.js");

/** The version that the provider calls itself here: the proxy has no release, but one commit, of September 2026. */
const VERSION = "4.6.0";

const RECIPE = {
	title: `the Docker provider ${VERSION}`,
	folder: "docker-provider",
	file: "terraform-provider-docker",
	version: VERSION,
	module: "github.com/kreuzwerker/terraform-provider-docker",
	moduleVersion: "v0.0.0-20260916201441-96d331c98ff4",
	sum: "h1:T3HvvZCRd4h2qkMl+SXA2zza26Rdz8xqV81skikQWy4=",
	package: ".",
	ldflags: `-s -w -X main.version=${VERSION}`,
};

/** The mirror's folder: `HOST/kreuzwerker/docker/VERSION/PLATFORM/` below it. */
const mirror = join(cacheFolder, "docker-provider", "mirror");

// Terraform and OpenTofu each look below the host of their own registry, and follow no link between them.
const HOSTS = ["registry.terraform.io", "registry.opentofu.org"];

const installed = (host) =>
	join(
		mirror,
		host,
		"kreuzwerker/docker",
		VERSION,
		`${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`,
		`terraform-provider-docker_v${VERSION}`,
	);

/** True where the mirror holds the provider. */
const isInstalled = () => HOSTS.every((host) => existsSync(installed(host)));

function install() {
	for (const path of HOSTS.map(installed)) {
		mkdirSync(dirname(path), { recursive: true });
		rmSync(path, { force: true });
		try {
			linkSync(pathOf(RECIPE), path);
		} catch {
			// The file system has no hard links.
			copyFileSync(pathOf(RECIPE), path);
		}
	}
}

function main() {
	if (!process.argv.includes("--path")) {
		const reason = build(RECIPE);
		if (reason) return console.log(`skipped: ${RECIPE.title}, as ${reason}`);
		install();
	}
	console.log(mirror);
}

module.exports = { VERSION, isInstalled, mirror };
if (require.main === module) main();
