import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Image } from "@cdktf/provider-docker/lib/image";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { Construct } from "constructs";
import { BuildContext, type ContextFile } from "./build-context";
import { buildWhereTold } from "./builds";

/** The package itself: its folder holds `docker` and `lib`. */
const root = dirname(require.resolve("../../package.json"));

/** What the dev Controller needs besides the bundled program, with the packages that it needs in turn. */
const DATABASE = ["libsql", "@neon-rs/load", "detect-libc"];
/** The database's native code, by the platforms that `node:20-slim` has. */
const NATIVE = ["@libsql/linux-x64-gnu", "@libsql/linux-arm64-gnu"];

/** An image that this package brings, built on the engine where it is used. */
export class OwnImage extends Construct {
	/** What containers run: the name, whose tag is the content. Its id may become another one while it is built by several hosts at once. */
	readonly reference: string;

	constructor(
		scope: Construct,
		id: string,
		of: "agent" | "controller",
		provider: DockerProvider | undefined,
	) {
		super(scope, id);
		const context = new BuildContext(this, "context", {
			files: of === "agent" ? agentFiles() : controllerFiles(),
		});
		const image = new Image(this, "image", {
			name: `fogform/${of}:${context.hash}`,
			buildAttribute: { context: context.path },
			triggers: { content: context.hash },
			// Several hosts of one engine share it, and so may other stacks.
			keepLocally: true,
			provider,
			lifecycle: { createBeforeDestroy: true },
		});
		buildWhereTold(image, provider);
		this.reference = image.name;
	}
}

function agentFiles(): ContextFile[] {
	return [own("Dockerfile", "docker/agent/Dockerfile"), program()];
}

function controllerFiles(): ContextFile[] {
	const { dependencies } = require(join(root, "package.json")) as {
		dependencies: Record<string, string>;
	};
	const manifest = {
		private: true,
		dependencies: { libsql: dependencies.libsql },
	};
	return [
		own("Dockerfile", "docker/controller/Dockerfile"),
		own("install.js", "docker/controller/install.js"),
		program(),
		{ name: "package.json", content: `${JSON.stringify(manifest)}\n` },
		...DATABASE.flatMap((name) => filesOf(name) ?? []),
		...NATIVE.flatMap((name) => filesOf(name) ?? []),
	];
}

const own = (name: string, file: string): ContextFile => ({
	name,
	source: join(root, file),
});

function program(): ContextFile {
	const file = own("fogform", "lib/container/fogform");
	if ("source" in file && !existsSync(file.source))
		throw new Error(
			`The images of the dev agent and the dev Controller need ${file.source}, which is not built. In a clone of fogform, build it:\n    npm run build`,
		);
	return file;
}

/** All files of an installed package, below node_modules of a context; undefined where it is not installed, as native code for other platforms. */
function filesOf(name: string): ContextFile[] | undefined {
	const folder = locate(name);
	if (folder === undefined) return undefined;
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.map((file) => file.split("\\").join("/"))
		.filter((file) => statSync(join(folder, file)).isFile())
		.map((file) => ({
			name: `node_modules/${name}/${file}`,
			source: join(folder, file),
		}));
}

function locate(name: string): string | undefined {
	const database = require.resolve("libsql");
	for (const path of require("node:module")
		.createRequire(database)
		.resolve.paths(name) ?? []) {
		const folder = join(path, name);
		if (existsSync(join(folder, "package.json"))) return folder;
	}
	return undefined;
}
