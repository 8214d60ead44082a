// Adds what npm leaves out of package-lock.json where the registry in use does not carry the packages of other platforms:
// without their entries `npm ci` refuses the file ("Missing: … from lock file"). Run it after every `npm install`.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const path = join(
	process.argv[2] ?? join(__dirname, ".."),
	"package-lock.json",
);
const text = readFileSync(path, "utf8");
const lock = JSON.parse(text);

const OS = /android|darwin|freebsd|linux|openharmony|win32/;
// What stands for every platform that has no package of its own.
const WASM = /wasm32-wasi$/;
const CPU = /arm64|arm|ia32|loong64|ppc64|riscv64|s390x|wasm32|x64/;

/** The entry of a package for one platform, as its name tells it. */
function entry(name, version, dev) {
	const suffix = name.split("/").at(-1);
	const os = OS.exec(suffix)?.[0];
	const cpu = CPU.exec(suffix.replace(os ?? "", ""))?.[0];
	return {
		version,
		...(cpu && { cpu: [cpu] }),
		...(dev && { dev: true }),
		optional: true,
		...(os && { os: [os] }),
		...(suffix.includes("musl") && { libc: ["musl"] }),
		...(/-gnu$/.test(suffix) && { libc: ["glibc"] }),
	};
}

const added = [];
for (const { optionalDependencies, dev } of Object.values(lock.packages))
	for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
		const key = `node_modules/${name}`;
		const nested = Object.keys(lock.packages).some((k) =>
			k.endsWith(`/${key}`),
		);
		// Only packages that name one exact version and one platform can be written down unseen.
		if (lock.packages[key] || nested || !/^\d/.test(version)) continue;
		if (!OS.test(name) && !WASM.test(name)) continue;
		lock.packages[key] = entry(name, version, dev);
		added.push(name);
	}

if (added.length > 0) {
	const { "": own, ...rest } = lock.packages;
	const sorted = Object.entries(rest).sort(([a], [b]) =>
		a.localeCompare(b, "en"),
	);
	lock.packages = { "": own, ...Object.fromEntries(sorted) };
	const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
	writeFileSync(path, `${JSON.stringify(lock, null, indent)}\n`);
}
console.log(`${added.length} packages of other platforms added.`);
