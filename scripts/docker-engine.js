// Finds the Docker Engine that the tests use, and starts one where there is none: Debian's, installed by apt where it is missing, with all of its
// files in a folder outside the repository. Beside it, the programs of an image registry are installed, which tests start themselves. Plain Node,
// as it may run before anything is built.
//     node scripts/docker-engine.js start | stop | check
const { spawn, spawnSync } = require("node:child_process");
const {
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} = require("node:fs");
const { join } = require("node:path");
const { cacheFolder } = require("./go-binary.js");

const DEFAULT_SOCKET = "/var/run/docker.sock";
const START_MS = 30_000;
const STOP_MS = 30_000;

// The path is short, as a socket in a volume's folder may have 103 characters in all.
const folder = join(cacheFolder, "docker");
const at = (name) => join(folder, name);
const ownSocket = at("docker.sock");

// An engine that was asked to mount a socket that is not there makes a folder in its place.
const isSocket = (path) =>
	statSync(path, { throwIfNoEntry: false })?.isSocket() ?? false;

/** The address of the engine to test with: DOCKER_HOST, or this machine's, or the one that this script starts. */
function engineHost() {
	if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
	return `unix://${isSocket(DEFAULT_SOCKET) ? DEFAULT_SOCKET : ownSocket}`;
}

/** The socket of an engine's address; undefined for one that is reached otherwise. */
const socketOf = (host) => /^(?:unix:\/\/)?(\/.*)$/.exec(host)?.[1];

function call(host, path, ...more) {
	const socket = socketOf(host);
	const place = socket
		? ["--unix-socket", socket, `http://engine${path}`]
		: [`${host.replace(/^tcp:/, "http:")}${path}`];
	return spawnSync("curl", ["-sf", ...more, ...place]).status === 0;
}

const answers = (host) => call(host, "/_ping", "-m", "5");

/** Why there is no engine to test with; undefined where there is one. */
function noEngine() {
	if (process.platform !== "linux")
		return "Docker tests run on Linux only: elsewhere the engine is in a virtual machine";
	const host = engineHost();
	if (!socketOf(host))
		return `the tests need a socket, and DOCKER_HOST is ${host}`;
	if (answers(host)) return undefined;
	return `no Docker Engine answers at ${host}; start one: node scripts/docker-engine.js start`;
}

const has = (program) =>
	spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

// Debian's package for each program.
const ENGINE = { dockerd: "docker.io", iptables: "iptables", ip: "iproute2" };
const REGISTRY = {
	"docker-registry": "docker-registry",
	htpasswd: "apache2-utils",
	busybox: "busybox-static",
};

/** Installs the packages of programs that are missing; the reason why that cannot be, or undefined. */
function install(programs) {
	const missing = Object.keys(programs).filter((program) => !has(program));
	if (missing.length === 0) return undefined;
	if (process.getuid() !== 0 || !has("apt-get"))
		return `${missing[0]} is not installed, and only root can install it, by apt-get`;
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const apt = (...args) =>
		spawnSync("apt-get", ["-q", "-y", ...args], { env, encoding: "utf8" });
	const packages = missing.map((program) => programs[program]);
	apt("update");
	const { status, stderr } = apt(
		"install",
		"--no-install-recommends",
		...packages,
	);
	return status === 0
		? undefined
		: `apt-get cannot install ${packages.join(", ")}: ${stderr.trim()}`;
}

/** True where this process may hand CAP_SYS_RESOURCE on, which `--privileged` asks for. */
function mayRaiseLimits() {
	const status = readFileSync("/proc/self/status", "utf8");
	const effective = BigInt(`0x${/CapEff:\s*(\w+)/.exec(status)?.[1] ?? "0"}`);
	return (effective >> 24n) % 2n === 1n;
}

// Containers get what this machine has: without it, those that are privileged would not start at all.
const RUNC = `#!/bin/sh
bundle="" before=""
for argument in "$@"; do
	case "$before" in --bundle|-b) bundle=$argument ;; esac
	case "$argument" in --bundle=*) bundle=\${argument#--bundle=} ;; esac
	before=$argument
done
if [ -n "$bundle" ] && [ -f "$bundle/config.json" ]; then
	sed -i 's/"CAP_SYS_RESOURCE",//g; s/,"CAP_SYS_RESOURCE"//g' "$bundle/config.json"
fi
exec runc "$@"
`;

// Two engines must not give the addresses of one bridge to their containers.
const BRIDGE = { name: "fogform0", address: "172.31.253.1/24" };

function bridge() {
	const exists = (name) => existsSync(`/sys/class/net/${name}`);
	if (exists(BRIDGE.name)) return { bridge: BRIDGE.name };
	if (!exists("docker0") || !has("ip")) return {};
	const ip = (...args) => spawnSync("ip", args).status === 0;
	const made =
		ip("link", "add", BRIDGE.name, "type", "bridge") &&
		ip("addr", "add", BRIDGE.address, "dev", BRIDGE.name) &&
		ip("link", "set", BRIDGE.name, "up");
	return made ? { bridge: BRIDGE.name } : {};
}

function configure() {
	mkdirSync(folder, { recursive: true });
	const settings = {
		"data-root": at("data"),
		"exec-root": at("run"),
		pidfile: at("docker.pid"),
		hosts: [`unix://${ownSocket}`],
		builder: { gc: { enabled: true, defaultKeepStorage: "1GB" } },
		...bridge(),
	};
	if (!mayRaiseLimits()) {
		writeFileSync(at("runc"), RUNC, { mode: 0o755 });
		settings["default-runtime"] = "limited";
		settings.runtimes = { limited: { path: at("runc") } };
	}
	writeFileSync(at("daemon.json"), JSON.stringify(settings, null, "\t"));
}

const pause = (milliseconds) =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(holds, milliseconds) {
	const end = Date.now() + milliseconds;
	while (!holds()) {
		if (Date.now() > end) return false;
		await pause(100);
	}
	return true;
}

/** The process that has the pid file, or undefined. */
function ownProcess() {
	if (!existsSync(at("docker.pid"))) return undefined;
	const pid = Number(readFileSync(at("docker.pid"), "utf8"));
	try {
		const name = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
		return name === "dockerd" ? pid : undefined;
	} catch {
		return undefined;
	}
}

/** Starts an engine where none answers; the reason why there is none, or undefined. */
async function start() {
	if (process.platform !== "linux") return noEngine();
	const host = engineHost();
	if (answers(host)) return undefined;
	if (process.env.DOCKER_HOST) return `no Docker Engine answers at ${host}`;
	const reason = install(ENGINE);
	if (reason) return reason;
	// Debian's package may have started the machine's own engine meanwhile.
	if (answers(engineHost())) return undefined;
	if (process.getuid() !== 0) return "only root can start dockerd";
	configure();
	if (ownProcess() === undefined) rmSync(at("docker.pid"), { force: true });
	const log = openSync(at("dockerd.log"), "w");
	const daemon = spawn("dockerd", ["--config-file", at("daemon.json")], {
		detached: true,
		stdio: ["ignore", log, log],
	});
	let ended = false;
	daemon.once("error", () => {
		ended = true;
	});
	daemon.once("exit", () => {
		ended = true;
	});
	daemon.unref();
	await until(() => ended || answers(`unix://${ownSocket}`), START_MS);
	if (answers(`unix://${ownSocket}`)) {
		// Images that lost their name, as in a run that was killed, would fill the disk.
		call(`unix://${ownSocket}`, "/images/prune", "-X", "POST");
		return undefined;
	}
	const said = readFileSync(at("dockerd.log"), "utf8").trim().split("\n");
	return `dockerd does not start: ${said.at(-1)}`;
}

/** Ends the engine that `start` started; its named images and its volumes stay for the next time. */
async function stop() {
	const pid = ownProcess();
	if (pid === undefined) return;
	process.kill(pid, "SIGTERM");
	// Whoever starts it again before the file is gone is refused.
	await until(() => ownProcess() === undefined, STOP_MS);
	rmSync(ownSocket, { force: true });
}

async function main(command) {
	if (command === "stop") return stop();
	if (command === "check") {
		const reason = noEngine();
		if (reason) {
			console.log(reason);
			process.exitCode = 1;
			return undefined;
		}
	}
	if (command === "start") {
		const reason = await start();
		if (reason) return console.log(`skipped: tests with Docker, as ${reason}`);
		const without = install(REGISTRY);
		if (without)
			console.log(`skipped: tests with an image registry, as ${without}`);
	}
	console.log(engineHost());
}

module.exports = { engineHost, noEngine, socketOf };
if (require.main === module) void main(process.argv[2]);
