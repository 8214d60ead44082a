import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Agent } from "fogform";
import {
	DockerEngine,
	MicroserviceImage,
	type MicroserviceImageConfig,
} from "fogform/docker";
import { markDevAgent } from "../../../src/docker-stacks/agent-kind";

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-image-"));
	write("web/Dockerfile", "FROM scratch\nCOPY . /\n");
	write("web/page", "one");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
	const path = join(folder, name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

type More = Partial<MicroserviceImageConfig>;

/** A stack with one image; what is synthesized, and the warnings. */
function synth(
	more: More = {},
	fill: (stack: TerraformStack, image: MicroserviceImage) => void = () => {},
) {
	const app = new App({ outdir: join(folder, "out"), skipValidation: true });
	const stack = new TerraformStack(app, "web");
	new DockerEngine(stack, "docker", { version: "4.6.0" });
	const image = new MicroserviceImage(stack, "image", {
		name: "registry.example.com/shop/web",
		context: join(folder, "web"),
		...more,
	});
	fill(stack, image);
	app.synth();
	const read = (name: string) =>
		JSON.parse(readFileSync(join(folder, "out", name), "utf8"));
	const json = read("stacks/web/cdk.tf.json");
	const images = Object.values<{ build: { context: string } }>(
		json.resource.docker_image,
	);
	return {
		json,
		image,
		images,
		pushed: Object.values(json.resource.docker_registry_image),
		warnings: read("manifest.json").stacks.web.annotations.map(
			({ message }: { message: string }) => message,
		) as string[],
		context: join(
			folder,
			"out/stacks/web",
			images[0]?.build.context.replace(/^\$\{path\.module\}/, ".") ?? "",
		),
	};
}

const hash = (more?: More) => synth(more).image.contentHash;

test("is built with its content in its name, kept, and there before the old one goes", () => {
	const { images, pushed, image } = synth();
	const { contentHash } = image;
	expect(contentHash).toMatch(/^[0-9a-f]{16}$/);
	expect(images).toMatchObject([
		{
			name: `registry.example.com/shop/web:${contentHash}`,
			keep_locally: true,
			lifecycle: { create_before_destroy: true },
			triggers: { content: contentHash },
		},
	]);
	expect(pushed).toMatchObject([
		{
			keep_remotely: true,
			insecure_skip_verify: false,
			lifecycle: { create_before_destroy: true },
			triggers: { content: contentHash },
		},
	]);
	expect(pushed[0]).not.toHaveProperty("auth_config");
});

test("is built from a copy of what was hashed", () => {
	write("web/.dockerignore", "secret\nDockerfile\n");
	write("web/secret", "x");
	write("web/run", "#!/bin/sh\n");
	chmodSync(join(folder, "web/run"), 0o700);
	symlinkSync("page", join(folder, "web/link"));
	const { context } = synth();
	expect(readdirSync(context).sort()).toEqual([
		".dockerignore",
		"Dockerfile",
		"link",
		"page",
		"run",
	]);
	expect(statSync(join(context, "run")).mode & 0o777).toBe(0o755);
	expect(statSync(join(context, "page")).mode & 0o777).toBe(0o644);
});

test.each<[string, boolean, () => void, More?]>([
	["nothing", false, () => {}],
	["the content of a file", true, () => write("web/page", "two")],
	["a new file", true, () => write("web/other", "")],
	[
		"the mode of a file",
		true,
		() => chmodSync(join(folder, "web/page"), 0o755),
	],
	[
		"the group's right to a file",
		false,
		() => chmodSync(join(folder, "web/page"), 0o600),
	],
	["an argument of the build", true, () => {}, { buildArgs: { A: "1" } }],
	["the stage", true, () => {}, { target: "build" }],
	["what .dockerignore leaves out", false, () => write("web/tmp/x", "x")],
	[
		"what another Dockerfile leaves out",
		false,
		() => write("web/other.dockerignore", ""),
	],
])("with another tag where it differs: %s", (...args) => {
	const [name, differs, change, more] = args;
	write("web/.dockerignore", "tmp\n*.dockerignore\n");
	const before = hash();
	change();
	expect([name, hash(more) !== before]).toEqual([name, differs]);
});

test("one tag for each architecture", () => {
	const { images, image, json } = synth(
		{ architectures: ["amd64", "arm"] },
		(stack, i) => {
			stack.addOverride("output.images.value", { ...i.images });
		},
	);
	expect(images).toMatchObject([
		{ name: expect.stringMatching(/-amd64$/), platform: "linux/amd64" },
		{ name: expect.stringMatching(/-arm$/), platform: "linux/arm64" },
	]);
	expect(Object.keys(image.images)).toEqual(["amd64", "arm"]);
	const { amd64, arm } = json.output.images.value;
	expect(amd64).not.toBe(arm);
});

test.each<[string, More, RegExp]>([
	["a tag", { name: "registry.example.com/shop/web:1" }, /without a tag/],
	["no host", { name: "web" }, /registry's host/],
	["capital letters", { name: "r.example.com/Shop" }, /lower case/],
	["no such folder", { context: "/nowhere" }, /no folder \/nowhere/],
	["no Dockerfile", { dockerfile: "Other" }, /no Other in/],
	["no architecture", { architectures: [] }, /architectures is empty/],
])("refuses %s", (_, more, message) => {
	expect(() => synth(more)).toThrow(message);
});

test.each([
	["4.6.0", "ssh://edge@host", true],
	["4.6.0", undefined, undefined],
	["3.6.2", "ssh://edge@host", undefined],
])(
	"by version %s of the provider on %s, it is built there",
	(version, host, legacy) => {
		const stack = new TerraformStack(new App({ skipValidation: true }), "web");
		new DockerEngine(stack, "docker", { version, host });
		new MicroserviceImage(stack, "image", {
			name: "registry.example.com/shop/web",
			context: join(folder, "web"),
		});
		const [image] = Object.values<{ build: { use_legacy_builder?: boolean } }>(
			stack.toTerraform().resource.docker_image,
		);
		expect(image?.build.use_legacy_builder).toBe(legacy);
	},
);

test("refuses what is not known yet", () => {
	const app = new App({ outdir: join(folder, "out"), skipValidation: true });
	const stack = new TerraformStack(app, "web");
	const variable = new TerraformVariable(stack, "v", {});
	expect(
		() =>
			new MicroserviceImage(stack, "image", {
				name: "r.example.com/web",
				context: join(folder, "web"),
				buildArgs: { V: variable.stringValue },
			}),
	).toThrow(/known when the stack is synthesized/);
});

const withAgent = (isDev: boolean) => (stack: TerraformStack) => {
	const agent = new Agent(stack, "edge", { name: "edge", host: "10.0.0.1" });
	if (isDev) markDevAgent(agent);
};
test.each<[string, string, (stack: TerraformStack) => void, number]>([
	["no port", "registry.example.com/web", withAgent(false), 0],
	[
		"a port, and an agent of any kind",
		"r.example.com:5000/web",
		withAgent(false),
		1,
	],
	["a port, and no agent in the code", "r.example.com:5000/web", () => {}, 1],
	[
		"a port, and dev agents alone",
		"r.example.com:5000/web",
		withAgent(true),
		0,
	],
])("warns of official agents: %s", (_, name, fill, count) => {
	const { warnings } = synth({ name }, fill);
	const found = warnings.filter((w) => w.includes("Official ioFog agents"));
	expect(found).toHaveLength(count);
});
