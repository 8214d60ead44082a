import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TarFile } from "../../docker/tar";
import { UsageError } from "../failure";
import { packageRoot } from "./workspace";

/** The image that the demo's image is built on. */
export const BASE_IMAGE = "node:20-slim";

/** The program of the microservice, as the demo shows it. */
export const PROGRAM = `const { createServer } = require("node:http");
const { hostname } = require("node:os");
const { onConfig } = require("fogform/sdk");

let config;
onConfig((next) => { config = next; }); // now, and whenever it changes

process.on("SIGTERM", () => process.exit());
createServer((request, response) => {
  response.end(JSON.stringify({ config, container: hostname() }));
}).listen(8080);
`;

/** The Dockerfile of the microservice; everything that it makes carries the label, so that all of it can be found again. */
export const dockerfile = (label: string) => `FROM ${BASE_IMAGE}
LABEL ${label}
WORKDIR /app
COPY . ./
USER 1000
CMD ["node", "main.js"]
`;

/** What the demo's fleet is told by the environment of its program. */
export interface StackValues {
	readonly dialect: string;
	readonly architecture: string;
	readonly image: string;
	readonly port: number;
}

/** The files of the demo's project, by path. */
export function projectFiles(values: StackValues): Record<string, string> {
	return {
		"stacks/main.ts": `import { App } from "cdktf";
import { Greeter } from "./greeter";

const app = new App();
new Greeter(app, "greeter");
app.synth();
`,
		"stacks/greeter.ts": stack(values),
	};
}

function stack({ dialect, architecture, image, port }: StackValues): string {
	const natsMode = dialect === "3.7" ? '\n      natsMode: "none",' : "";
	return `import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Agent, Application, IofogProvider, Microservice, Registry, Router } from "fogform";

export class Greeter extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new IofogProvider(this, "iofog");
    new Router(this, "router", { host: "router.example.com" });
    const laptop = new Agent(this, "laptop", {
      name: "laptop",
      host: "127.0.0.1",
      architecture: "${architecture}",
      routerMode: "none",${natsMode}
      changeFrequency: 1,
      statusFrequency: 2,
    });
    const application = new Application(this, "greeter", { name: "greeter" });
    new Microservice(this, "hello", {
      name: "hello",
      application,
      agent: laptop,
      image: "${image}",
      registry: Registry.FROM_CACHE,
      ports: [{ internal: 8080, external: ${port} }],
      config: { greeting: "good morning" },
    });
  }
}
`;
}

/** The build context of the microservice: its program, and what it imports of this package. */
export function buildContext(label: string): TarFile[] {
	const sdk = join(packageRoot(), "lib", "sdk");
	const ws = dirname(require.resolve("ws/package.json"));
	const inside = "node_modules/fogform";
	return [
		{ path: "Dockerfile", content: dockerfile(label) },
		{ path: "main.js", content: PROGRAM },
		{
			path: `${inside}/package.json`,
			content: JSON.stringify({
				name: "fogform",
				exports: { "./sdk": "./sdk/index.js" },
			}),
		},
		...programsIn(sdk, `${inside}/sdk`),
		...programsIn(ws, "node_modules/ws"),
		...programsIn(join(ws, "lib"), "node_modules/ws/lib"),
	];
}

function programsIn(folder: string, inside: string): TarFile[] {
	let names: string[];
	try {
		names = readdirSync(folder);
	} catch {
		throw new UsageError(
			"Missing files",
			`The demo needs ${folder}, which is written when the package is built:\n    npm run build`,
		);
	}
	return names
		.filter((name) => name.endsWith(".js") || name === "package.json")
		.sort()
		.map((name) => ({
			path: `${inside}/${name}`,
			content: readFileSync(join(folder, name)),
		}));
}
