/** Versions that a new project asks for; those of cdktf and constructs are what the constructs of this package are made for. */
const VERSIONS = {
	cdktf: "0.21.0",
	constructs: "^10.7.2",
	jiti: "^2.7.0",
	typescript: "~5.9.3",
	"@types/node": "^20.19.0",
	jest: "^30.5.0",
	"@types/jest": "^30.0.0",
	"@swc/core": "^1.16.0",
	"@swc/jest": "^0.2.39",
} as const;

/** Part of a `package.json`, as far as a project of stacks needs it. */
export interface PackageJson {
	readonly [key: string]: unknown;
	readonly scripts?: Readonly<Record<string, string>>;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What a new project of one kind consists of. */
export interface Template {
	/** One line for the help. */
	readonly summary: string;
	/** The `package.json`, for a name as npm wants it and a version of this package. */
	packageJson(name: string, version: string): PackageJson;
	/** Its members that the other files refer to, and that are added where they lack. */
	readonly keys: readonly string[];
	/** Lines of `.gitignore`: what is made anew at any time, and what holds secrets. */
	readonly gitignore: readonly string[];
	/** The other files by path, for the same name. */
	files(name: string): Readonly<Record<string, string>>;
	/** Those that a project which has a program already needs none of. */
	readonly program: readonly string[];
	/** Command lines that come after `npm install`. */
	readonly steps: readonly string[];
}

/** The `package.json` of a project of stacks. */
export function packageJson(name: string, version: string): PackageJson {
	const { cdktf, constructs, jiti, ...dev } = VERSIONS;
	return {
		name,
		version: "0.0.0",
		private: true,
		scripts: {
			plan: "fogform plan",
			apply: "fogform apply",
			drift: "fogform drift",
			test: "jest",
			typecheck: "tsc --noEmit",
		},
		dependencies: { cdktf, constructs, fogform: `^${version}`, jiti },
		devDependencies: dev,
		jest: {
			transform: { "\\.ts$": "@swc/jest" },
			modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
		},
	};
}

/** What is made anew at any time, and what holds secrets. */
export const GITIGNORE = [
	"node_modules/",
	"cdktf.out/",
	".gen/",
	"# State, its backups, journals, locks and saved plans hold secrets.",
	"*.tfstate",
	"*.tfstate.*",
	".terraform.*",
	".fogform/",
	"*.fogplan",
	"*.auto.tfvars.json",
];

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** Files that say how a project is run and compiled; `main` is the program that defines the stacks. */
export const settingsFiles = (main: string): Record<string, string> => ({
	"cdktf.json": json({
		language: "typescript",
		// cdktf, where it is installed for all projects, finds no program of this one by itself.
		app: `npx jiti ${main}`,
		output: "cdktf.out",
		sendCrashReports: "false",
	}),
	"tsconfig.json": json({
		compilerOptions: {
			target: "ES2022",
			module: "Node16",
			moduleResolution: "Node16",
			strict: true,
			esModuleInterop: true,
			resolveJsonModule: true,
			skipLibCheck: true,
			noEmit: true,
			types: ["node", "jest"],
		},
		include: ["**/*.ts"],
		exclude: ["node_modules", "cdktf.out"],
	}),
});

const FILES: Readonly<Record<string, string>> = {
	...settingsFiles("main.ts"),
	"main.ts": `import { App } from "cdktf";
import { EdgeStack } from "./stack";

const app = new App();
new EdgeStack(app, "edge");
app.synth();
`,
	"stack.ts": `import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Agent, Application, IofogProvider, Microservice, Router } from "fogform";

export class EdgeStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // Address and log-in: IOFOG_CONTROLLER_URL, IOFOG_EMAIL, IOFOG_PASSWORD.
    new IofogProvider(this, "iofog", {});

    // A Controller that has its agents needs neither of these: name one of them below, e.g. agent: "edge-1". 3.0 knows no natsMode.
    new Router(this, "router", { host: "router.example.com" });
    const edge = new Agent(this, "edge", { name: "edge-1", host: "10.0.0.7", architecture: "amd64", natsMode: "none" });

    const application = new Application(this, "shop", { name: "shop" });
    new Microservice(this, "web", {
      name: "web",
      application,
      agent: edge,
      image: "nginx:1.27",
      config: { greeting: "hello" },
      ports: [{ internal: 80, external: 8080 }],
    });
  }
}
`,
	"test/stack.test.ts": `import { Testing } from "cdktf";
import { EdgeStack } from "../stack";

test("the stack describes one application with a web server", () => {
  const stack = new EdgeStack(Testing.app(), "edge");
  const { resource } = JSON.parse(Testing.synth(stack));
  expect(Object.keys(resource.iofog_application)).toHaveLength(1);
  const [web] = Object.values<{ name: string }>(resource.iofog_microservice);
  expect(web?.name).toBe("web");
});
`,
};

/** A project of stacks. */
export const STACKS: Template = {
	summary: "stacks that describe a fleet",
	packageJson,
	keys: [],
	gitignore: GITIGNORE,
	files: () => FILES,
	program: ["main.ts", "stack.ts", "test/stack.test.ts"],
	steps: ["npx fogform plan"],
};
