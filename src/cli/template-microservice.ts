import {
	GITIGNORE,
	packageJson,
	settingsFiles,
	type Template,
} from "./templates";

// `ws` asks for these where they are installed, and does without.
const BUNDLE =
	"rolldown src/main.ts --file dist/main.js --format cjs --platform node --external bufferutil,utf-8-validate";

const DOCKERFILE = `# npm run build puts the program and all that it needs into one file.
FROM node:20-slim
WORKDIR /app
COPY dist/main.js ./
ENV NODE_ENV=production
USER 1000
EXPOSE 8080
CMD ["node", "main.js"]
`;

const SETTINGS = `import { z } from "zod";

/** What the stack gives the program, through the Controller. */
export const settings = z.object({
  greeting: z.string().min(1),
});

export type Settings = z.infer<typeof settings>;
`;

const PROGRAM = `import { createServer } from "node:http";
import type { Settings } from "./settings";

/** A web server that greets as its settings say; they may change while it runs. */
export function greeter() {
  let settings: Settings | undefined;
  const server = createServer((_request, response) => {
    response.statusCode = settings ? 200 : 503;
    response.end((settings?.greeting ?? "no configuration yet") + "\\n");
  });
  return {
    server,
    configure(next: Settings): void {
      settings = next;
    },
  };
}
`;

const MAIN = `import { onConfig } from "fogform/sdk";
import { greeter } from "./greeter";
import { settings } from "./settings";

const { server, configure } = greeter();

// Called with the configuration, and with each later one: the container runs on.
onConfig(
  (next) => {
    configure(next);
    console.log("configured:", JSON.stringify(next));
  },
  { schema: settings },
);

server.listen(8080, () => console.log("listening on port 8080"));

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => process.exit(0));
`;

const PROGRAM_TEST = `import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { greeter } from "../src/greeter";

test("greets as it was told last", async () => {
  const { server, configure } = greeter();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async () => (await fetch("http://127.0.0.1:" + port)).text();

  expect(await ask()).toBe("no configuration yet\\n");
  configure({ greeting: "hello" });
  expect(await ask()).toBe("hello\\n");
  configure({ greeting: "good evening" });
  expect(await ask()).toBe("good evening\\n");

  server.close();
  server.closeAllConnections();
});
`;

const STACK_MAIN = `import { App } from "cdktf";
import { MicroserviceStack } from "./stack";

const app = new App();
new MicroserviceStack(app, "NAME");
app.synth();
`;

const STACK = `import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Application, IofogProvider, Microservice, Registry } from "fogform";
import { version } from "../package.json";
import type { Settings } from "../src/settings";

export class MicroserviceStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // Address and log-in: IOFOG_CONTROLLER_URL, IOFOG_EMAIL, IOFOG_PASSWORD.
    new IofogProvider(this, "iofog", {});

    const settings: Settings = { greeting: "hello" };

    const application = new Application(this, "application", { name: "NAME" });
    new Microservice(this, "microservice", {
      name: "NAME",
      application,
      agent: "edge-1", // the name of an agent that the Controller has
      // A new version in package.json is a new image; the container is then made anew.
      image: "NAME:" + version,
      // The agent's Docker Engine has the image already. Where it is pushed to a registry, name that one here.
      registry: Registry.FROM_CACHE,
      ports: [{ internal: 8080, external: 8080 }],
      config: settings,
    });
  }
}
`;

const STACK_TEST = `import { Testing } from "cdktf";
import { settings } from "../src/settings";
import { MicroserviceStack } from "../stacks/stack";

test("the stack gives the microservice settings that it understands", () => {
  const stack = new MicroserviceStack(Testing.app(), "NAME");
  const { resource } = JSON.parse(Testing.synth(stack));
  const [microservice] = Object.values<{ config: string }>(
    resource.iofog_microservice,
  );
  const config = JSON.parse(microservice?.config ?? "{}");
  expect(settings.parse(config)).toEqual({ greeting: "hello" });
});
`;

const README = `# NAME

A microservice for Eclipse ioFog: a web server that greets as its configuration says.

\`\`\`sh
npm install
npm test                # the program and the stack
npm run image           # one file, in an image NAME:VERSION of the local Docker Engine
npx fogform plan        # what it takes to run it on the agent that stacks/stack.ts names
npx fogform apply
\`\`\`

- \`src/\` is the program. \`src/settings.ts\` says what its configuration looks like, to the program and to the stack.
- \`stacks/stack.ts\` says where it runs, and its configuration. Change the greeting there and apply: the running container has it seconds later,
  and is not restarted.
- \`Dockerfile\` makes the image. With a new version in \`package.json\`, the plan shows a new image.
`;

/** A microservice: its program, its image, its tests, and the stack that runs it. */
export const MICROSERVICE: Template = {
	summary: "a microservice: program, Dockerfile, test and stack",
	packageJson: (name, version) => {
		const base = packageJson(name, version);
		return {
			...base,
			version: "0.1.0",
			scripts: {
				build: BUNDLE,
				image: `npm run build && docker build -t ${name}:$npm_package_version .`,
				...base.scripts,
			},
			dependencies: { ...base.dependencies, zod: "^4.6.0" },
			devDependencies: { ...base.devDependencies, rolldown: "^1.3.0" },
		};
	},
	keys: ["version"],
	gitignore: ["dist/", ...GITIGNORE],
	files: (name) => ({
		...settingsFiles("stacks/main.ts"),
		Dockerfile: DOCKERFILE,
		".dockerignore": "*\n!dist/main.js\n",
		"src/settings.ts": SETTINGS,
		"src/greeter.ts": PROGRAM,
		"src/main.ts": MAIN,
		"test/greeter.test.ts": PROGRAM_TEST,
		...named(name, {
			"stacks/main.ts": STACK_MAIN,
			"stacks/stack.ts": STACK,
			"test/stack.test.ts": STACK_TEST,
			"README.md": README,
		}),
	}),
	program: ["stacks/main.ts"],
	steps: ["npm test", "npm run image", "npx fogform plan"],
};

const named = (name: string, files: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(files).map(([file, text]) => [
			file,
			text.replaceAll("NAME", name),
		]),
	);
