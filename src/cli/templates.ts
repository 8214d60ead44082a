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

/** The `package.json` of a new project. */
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

/** Lines of `.gitignore`: what is made anew at any time, and what holds secrets. */
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

/** The other files of a new project, by path. */
export const FILES: Readonly<Record<string, string>> = {
	"cdktf.json": `${JSON.stringify(
		{
			language: "typescript",
			// cdktf, where it is installed for all projects, finds no program of this one by itself.
			app: "npx jiti main.ts",
			output: "cdktf.out",
			sendCrashReports: "false",
		},
		null,
		2,
	)}\n`,
	"tsconfig.json": `${JSON.stringify(
		{
			compilerOptions: {
				target: "ES2022",
				module: "Node16",
				moduleResolution: "Node16",
				strict: true,
				esModuleInterop: true,
				skipLibCheck: true,
				noEmit: true,
				types: ["node", "jest"],
			},
			include: ["**/*.ts"],
			exclude: ["node_modules", "cdktf.out"],
		},
		null,
		2,
	)}\n`,
	"main.ts": `import { App } from "cdktf";
import { EdgeStack } from "./stack";

const app = new App();
new EdgeStack(app, "edge");
app.synth();
`,
	"stack.ts": `import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Application, IofogProvider, Microservice } from "fogform";

export class EdgeStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // Address and log-in: IOFOG_CONTROLLER_URL, IOFOG_EMAIL, IOFOG_PASSWORD.
    new IofogProvider(this, "iofog", {});

    const application = new Application(this, "shop", { name: "shop" });
    new Microservice(this, "web", {
      name: "web",
      application,
      agent: "edge-1", // the name of an agent that the Controller has
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
