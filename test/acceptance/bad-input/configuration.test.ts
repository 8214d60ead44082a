// Longer than other files: one table of cases, each a line or three.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "../../../src/engine";
import { BadInput, SECRET } from "./support";

jest.setTimeout(60_000);

let input: BadInput;
beforeEach(() => {
	input = new BadInput();
});
afterEach(() => input.remove());

const microservice = (more: object = {}) => ({
	resource: {
		iofog_microservice: {
			web: {
				name: "web",
				application: "shop",
				agent_uuid: "0123456789abcdef",
				images: { amd64: "nginx:1.27" },
				...more,
			},
		},
	},
});
const resource = (type: string, body: object) => ({
	resource: { [type]: { it: body } },
});
const ports = (port: object) => microservice({ ports: [port] });

/** What is wrong in a stack by itself: the stack, the summary, what the text must say besides. */
const wrong: Record<string, [object, string | RegExp, RegExp[]]> = {
	"a name of an application with a blank": [
		resource("iofog_application", { name: "my shop" }),
		/^Invalid/,
		[/iofog_application\.it/, /argument name/],
	],
	"a name of a microservice with capitals": [
		microservice({ name: "Web" }),
		/^Invalid/,
		[/iofog_microservice\.web/, /argument name/, /lower/i],
	],
	"an empty name": [
		resource("iofog_application", { name: "" }),
		/^Invalid/,
		[/argument name/],
	],
	"a port above 65535": [
		ports({ internal: 80, external: 70000 }),
		/^Invalid/,
		[/iofog_microservice\.web/, /argument ports/, /70000|65535/],
	],
	"a port of 0": [
		ports({ internal: 0, external: 80 }),
		/^Invalid/,
		[/argument ports/],
	],
	"a port with a fraction": [
		ports({ internal: 80.5, external: 80 }),
		/^Invalid/,
		[/argument ports/],
	],
	"a port that is no number": [
		ports({ internal: "http", external: 80 }),
		"Incorrect attribute value type",
		[/argument ports/, /number/],
	],
	"a protocol that there is not": [
		ports({ internal: 80, external: 80, protocol: "sctp" }),
		/^Invalid/,
		[/argument ports/, /tcp/],
	],
	"a decoded text that is no JSON": [
		{
			variable: {
				text: {
					type: "string",
					sensitive: true,
					default: `{"word": ${SECRET}}`,
				},
			},
			...resource("iofog_application", {
				name: "${jsondecode(var.text).word}",
			}),
		},
		/./,
		[/iofog_application\.it/, /jsondecode/, /JSON/],
	],
	"a configuration that is no JSON": [
		microservice({ config: `{"word": ${SECRET}}` }),
		/^Invalid/,
		[/argument config/, /JSON: Unexpected token 'S'/],
	],
	"an agent configuration that is no JSON": [
		microservice({ config: "" }),
		/^Invalid/,
		[/argument config/, /JSON/],
	],
	"a missing argument": [
		resource("iofog_application", {}),
		"Missing required argument",
		[/iofog_application\.it/, /"name"/],
	],
	"an argument that there is not": [
		resource("iofog_application", { name: "shop", descripton: "x" }),
		/./,
		[/iofog_application\.it/, /"descripton"/, /Did you mean "description"/],
	],
	"an argument of the wrong type": [
		resource("iofog_application", { name: ["shop"] }),
		"Incorrect attribute value type",
		[/argument name/, /string/],
	],
	"an argument that only the Controller sets": [
		microservice({ uuid: "mine" }),
		/./,
		[/iofog_microservice\.web/, /uuid/],
	],
	"no agent": [
		microservice({ agent_uuid: null }),
		/./,
		[/iofog_microservice\.web/, /agent_uuid/, /agent_name/],
	],
	"neither images nor a catalog item": [
		microservice({ images: null }),
		/./,
		[/iofog_microservice\.web/, /images/, /catalog_item_id/],
	],
	"an architecture that there is not": [
		microservice({ images: { sparc: "nginx" } }),
		/./,
		[/images/, /sparc/, /amd64/],
	],
	"a resource type that there is not": [
		resource("iofog_microservices", { name: "x" }),
		"Invalid resource type",
		[/iofog_microservices\.it/, /Did you mean "iofog_microservice"/],
	],
	"a data source that there is not": [
		{ data: { iofog_agentz: { it: {} } } },
		"Invalid data source",
		[/data\.iofog_agentz\.it/, /Did you mean "iofog_agents?"/],
	],
	"a reference to nothing": [
		microservice({ application: "${iofog_application.shop.name}" }),
		"Reference to undeclared resource",
		[/iofog_microservice\.web/, /iofog_application.*shop/],
	],
	"a reference to an attribute that there is not": [
		{
			resource: {
				iofog_application: { shop: { name: "shop" } },
				iofog_microservice: {
					web: {
						...microservice().resource.iofog_microservice.web,
						application: "${iofog_application.shop.nme}",
					},
				},
			},
		},
		"Unsupported attribute",
		[/iofog_microservice\.web/, /"nme"/],
	],
	"an expression that does not end": [
		resource("iofog_application", { name: "${var." }),
		/./,
		[/iofog_application\.it/, /argument name/],
	],
	"a function that there is not": [
		resource("iofog_application", { name: '${uper("x")}' }),
		"Call to unknown function",
		[/iofog_application\.it/, /"uper"/, /Did you mean "upper"/],
	],
	"a cycle of resources": [
		{
			resource: {
				iofog_application: {
					a: { name: "${iofog_application.c.name}-a" },
					b: { name: "${iofog_application.a.name}-b" },
					c: { name: "c", depends_on: ["iofog_application.b"] },
					out: { name: "${iofog_application.a.name}-out" },
				},
			},
		},
		"Cycle",
		[
			/iofog_application\.\w → iofog_application\.\w → iofog_application\.\w → iofog_application\.\w/,
		],
	],
	"a resource that needs itself": [
		resource("iofog_application", { name: "${iofog_application.it.name}" }),
		/./,
		[/iofog_application\.it/],
	],
	"a cycle of locals": [
		{ locals: { a: "${local.b}", b: "${local.a}" } },
		"Cycle",
		[/local\.\w → local\.\w → local\.\w/],
	],
	"a cycle through a local and a provider": [
		{
			locals: { host: "${iofog_application.a.name}" },
			provider: { iofog: [{ url: "${local.host}" }] },
			resource: { iofog_application: { a: { name: "a" } } },
		},
		"Cycle",
		[/local\.host/, /iofog_application\.a/],
	],
	"two resources of one address": [
		{
			resource: [
				{ iofog_application: { a: { name: "a" } } },
				{ iofog_application: { a: { name: "b" } } },
			],
		},
		/^Duplicate resource/,
		[/iofog_application\.a/],
	],
	"a top-level block that there is not": [
		{ resources: {} },
		"Extraneous JSON object property",
		[/stack "test"/, /Did you mean "resource"/],
	],
	"a variable without a value": [
		{ variable: { region: { type: "string" } } },
		"No value for required variable",
		[/var\.region/, /TF_VAR_region/, /-var/],
	],
	"a variable whose default is of another type": [
		{ variable: { size: { type: "number", default: "big" } } },
		"Invalid default value for variable",
		[/var\.size/, /number/],
	],
	"no URL": [
		{
			provider: { iofog: [{ email: "me@example.com", password: "p" }] },
			...resource("iofog_application", { name: "shop" }),
		},
		"Missing Controller URL",
		[/provider\.iofog/, /argument url/, /IOFOG_CONTROLLER_URL/],
	],
	"no credentials": [
		{
			provider: { iofog: [{ url: "http://127.0.0.1:9" }] },
			...resource("iofog_application", { name: "shop" }),
		},
		"Missing log-in",
		[/provider\.iofog/, /IOFOG_EMAIL/, /IOFOG_TOKEN/],
	],
	"an email without a password": [
		{
			provider: {
				iofog: [{ url: "http://127.0.0.1:9", email: "me@example.com" }],
			},
			...resource("iofog_application", { name: "shop" }),
		},
		"Missing log-in",
		[/provider\.iofog/, /argument password/, /IOFOG_PASSWORD/],
	],
	"a URL that is none": [
		{
			provider: { iofog: [{ url: "controller", token: "t" }] },
			...resource("iofog_application", { name: "shop" }),
		},
		"Invalid Controller URL",
		[/provider\.iofog/, /argument url/, /http:\/\//],
	],
	"a URL of another scheme": [
		{
			provider: { iofog: [{ url: "ftp://controller", token: "t" }] },
			...resource("iofog_application", { name: "shop" }),
		},
		/./,
		[/provider\.iofog/, /argument url/, /http:\/\//],
	],
	"a URL with a password": [
		{
			provider: {
				iofog: [{ url: "http://me:S3cret-word-9@controller", token: "t" }],
			},
			...resource("iofog_application", { name: "shop" }),
		},
		/./,
		[/provider\.iofog/, /argument url/, /email and password/],
	],
	"a file of certificates that is not there": [
		{
			provider: {
				iofog: [{ url: "https://127.0.0.1:9", token: "t", ca_file: "no.pem" }],
			},
			...resource("iofog_application", { name: "shop" }),
		},
		"Invalid certificate file",
		[/provider\.iofog/, /argument ca_file/, /no\.pem/, /PEM file/],
	],
	"a provider argument of no sense": [
		{
			provider: {
				iofog: [{ url: "http://127.0.0.1:9", token: "t", max_writes: 0 }],
			},
			...resource("iofog_application", { name: "shop" }),
		},
		/./,
		[/provider\.iofog/, /argument max_writes/],
	],
	"a time limit of no sense": [
		{
			provider: {
				iofog: [{ url: "http://127.0.0.1:9", token: "t", request_timeout: -1 }],
			},
			...resource("iofog_application", { name: "shop" }),
		},
		/./,
		[/provider\.iofog/, /argument request_timeout/],
	],
};

test.each(Object.entries(wrong))(
	"refuses %s, without a call",
	async (_, [stack, summary, texts]) => {
		input.write(stack as Record<string, unknown>);
		const { text, summaries, calls } = await input.refused();
		expect(summaries).toHaveLength(1);
		if (typeof summary === "string") expect(summaries).toEqual([summary]);
		else expect(summaries[0]).toMatch(summary);
		expect(text).toMatch(/with \S+, in stack "test"|in stack "test"/);
		for (const each of texts) expect(text).toMatch(each);
		expect(calls).toBe(0);
	},
);

test("everything that is wrong is told at once", async () => {
	input.write({
		resource: {
			iofog_application: { a: { name: "a b" }, b: { name: "B" } },
			iofog_microservice: {
				web: { ...microservice().resource.iofog_microservice.web, config: "{" },
			},
		},
	});
	const { text, summaries } = await input.refused();
	expect(summaries).toHaveLength(3);
	expect(text).toMatch(/iofog_application\.a/);
	expect(text).toMatch(/iofog_application\.b/);
	expect(text).toMatch(/iofog_microservice\.web/);
});

test("faults of shape and of references are told together, and each once", async () => {
	input.write({
		variable: { region: { type: "string", default: "eu" } },
		locals: { broken: "${1 +}", fine: "${local.broken}-${var.regoin}" },
		resource: {
			iofog_aplication: { shop: { name: "shop" } },
			iofog_application: { a: { nmae: "a", name: "${local.nothing}" } },
			iofog_microservice: {
				web: {
					...microservice().resource.iofog_microservice.web,
					application: "${iofog_aplication.shop.name}",
					env: { LEVEL: "${local.broken}", PLACE: "${iofog_agent.edge.name}" },
					ports: [{ internal: "http", external: 80 }],
					depends_on: ["iofog_aplication.shop"],
				},
			},
		},
	});
	const { text, summaries } = await input.refused();
	expect([...summaries].sort()).toEqual([
		"Extraneous JSON object property",
		"Incorrect attribute value type",
		"Invalid expression",
		"Invalid resource type",
		"Reference to undeclared input variable",
		"Reference to undeclared local value",
		"Reference to undeclared resource",
	]);
	expect(text).toContain('Did you mean "iofog_application"?');
	expect(text).toContain('Did you mean "region"?');
});

test("an attribute of a nested object that there is not is told, as Terraform drops it silently", async () => {
	input.write(
		microservice({
			ports: [
				{
					internal: 80,
					external: 80,
					protocl: "udp",
					public: { schemes: ["http"], protocol: "http", schems: [] },
				},
			],
			health_check: { test: ["true"], intervall: 5 },
			volumes: "${[{host = 1, container = 2, moode = 3}]}",
		}),
	);
	const found = await validate(input.options);
	expect(
		found.map(({ severity, summary, path, detail }) => [
			severity,
			summary,
			path,
			/Did you mean "(.*)"/.exec(detail)?.[1],
		]),
	).toEqual([
		["warning", "Object attribute is ignored", ["ports"], "protocol"],
		["warning", "Object attribute is ignored", ["ports"], "schemes"],
		[
			"warning",
			"Object attribute is ignored",
			["health_check", "intervall"],
			"interval",
		],
	]);
});

describe("files", () => {
	const file = () => join(input.folder.dir, "cdk.tf.json");
	test.each([
		["a stack that is torn", '{"resource": {"iofog_app', "Invalid JSON"],
		["a stack that is a list", "[]", "Invalid configuration file"],
		["an empty stack", "", "Invalid JSON"],
	])("refuses %s", async (_, text, summary) => {
		writeFileSync(file(), text);
		const refusal = await input.refused();
		expect(refusal.summaries).toEqual([summary]);
		expect(refusal.text).toContain(file());
		expect(refusal.text).toMatch(/synth/);
	});

	test("refuses a folder without stacks", async () => {
		const { text, summaries } = await input.refused();
		expect(summaries).toEqual(["No stacks"]);
		expect(text).toContain(input.folder.dir);
		expect(text).toMatch(/fogform init/);
	});

	test("refuses a folder that is not there", async () => {
		const dir = join(input.folder.dir, "nowhere");
		const { text, summaries } = await input.refused(() => input.plan({ dir }));
		expect(summaries).toEqual(["No such folder"]);
		expect(text).toContain(dir);
	});

	test("refuses a file of variables that is not there, or broken", async () => {
		input.write({ variable: { region: { type: "string" } } });
		const missing = await input.refused(() =>
			input.plan({ varFiles: [join(input.folder.dir, "no.tfvars")] }),
		);
		expect(missing.summaries).toEqual(["Failed to read variables file"]);
		expect(missing.text).toContain("no.tfvars");
		const broken = join(input.folder.dir, "broken.tfvars");
		writeFileSync(broken, "# fine\nregion: eu\n");
		const { text, summaries } = await input.refused(() =>
			input.plan({ varFiles: [broken] }),
		);
		expect(summaries).toEqual(["Invalid variables file"]);
		expect(text).toMatch(/broken\.tfvars, line 2/);
	});

	test("refuses a variable that no stack declares, and a value of another type", async () => {
		input.write({ variable: { size: { type: "number" } } });
		const other = await input.refused(() =>
			input.plan({ vars: { size: "1", sise: "2" } }),
		);
		expect(other.summaries).toEqual(["Value for undeclared variable"]);
		expect(other.text).toMatch(/"sise".*Did you mean "size"/s);
		const { text, summaries } = await input.refused(() =>
			input.plan({ vars: { size: "big" } }),
		);
		expect(summaries).toEqual(["Invalid value for input variable"]);
		expect(text).toMatch(/var\.size/);
	});

	test("refuses a value of a variable that its validation refuses, without showing a secret", async () => {
		input.write({
			variable: {
				word: {
					type: "string",
					sensitive: true,
					validation: {
						condition: "${length(var.word) > 100}",
						error_message: "Give a longer word.",
					},
				},
			},
		});
		const { text, summaries } = await input.refused(() =>
			input.plan({ vars: { word: "S3cret-word-9" } }),
		);
		expect(summaries).toEqual(["Invalid value for variable"]);
		expect(text).toMatch(/var\.word.*Give a longer word\./s);
	});
});
