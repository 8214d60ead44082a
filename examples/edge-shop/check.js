// Says what is missing on this machine to deploy the example: node check.js
const { spawnSync } = require("node:child_process");

const run = (program, ...args) =>
	spawnSync(program, args, { encoding: "utf8", timeout: 30_000 });

/** True where a version such as `v20.11.1` is at least `major.minor`. */
function isAtLeast(version, major, minor) {
	const [, have = 0, part = 0] = /(\d+)\.(\d+)/.exec(version) ?? [];
	return (
		Number(have) > major || (Number(have) === major && Number(part) >= minor)
	);
}

function node() {
	const [major] = process.versions.node.split(".").map(Number);
	if (major === 20 || major === 22) return { found: process.version };
	return {
		found: process.version,
		missing:
			"cdktf-cli runs on Node 20 and 22: install one of them (https://nodejs.org).",
	};
}

function terraform() {
	const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
	const { status, stdout } = run(binary, "version");
	const [found] = status === 0 ? stdout.split("\n") : ["not found"];
	if (isAtLeast(found, 1, 11)) return { found };
	return {
		found,
		missing: `${binary} 1.11 or newer has to be on the PATH: install Terraform (https://developer.hashicorp.com/terraform/install), or OpenTofu and set TERRAFORM_BINARY_NAME=tofu.`,
	};
}

function docker() {
	const client = run("docker", "version", "--format", "{{.Server.Version}}");
	if (client.error)
		return {
			found: "not found",
			missing:
				"Install a Docker Engine (https://docs.docker.com/engine/install) with the docker command.",
		};
	if (client.status === 0 && isAtLeast(client.stdout, 20, 10))
		return { found: `engine ${client.stdout.trim()}` };
	const said = `${client.stderr}${client.stdout}`.trim().split("\n").at(-1);
	if (/permission denied/i.test(said))
		return {
			found: "an engine that you may not use",
			missing:
				"Add yourself to the group docker (sudo usermod -aG docker $USER) and log in again.",
		};
	return {
		found: said,
		missing:
			"Start the Docker Engine (sudo systemctl start docker), version 20.10 or newer, or say where it is with DOCKER_HOST.",
	};
}

let complete = true;
for (const [name, look] of Object.entries({
	Node: node,
	Terraform: terraform,
	Docker: docker,
})) {
	const { found, missing } = look();
	console.log(`${missing ? "✗" : "✓"} ${name}: ${found}`);
	if (!missing) continue;
	complete = false;
	console.log(`    ${missing}`);
}
if (complete) console.log("\nAll there. Go on with the README.");
process.exitCode = complete ? 0 : 1;
