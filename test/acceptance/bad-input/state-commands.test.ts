import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { makeProject, type Project } from "../../cli/support/project";
import { shop } from "../../cli/support/stacks";
import { wellSaid } from "./support";

jest.setTimeout(120_000);

let project: Project;
let state: string;
let world: string;
const text = () => readFileSync(project.path("terraform.shop.tfstate"), "utf8");
const objects = () =>
	JSON.stringify([
		project.controller.world.applications.all(),
		project.controller.world.microservices.all(),
		project.controller.world.registries.all(),
	]);

beforeAll(async () => {
	project = await makeProject("3.7");
	const stack = shop() as { resource: { iofog_agent: { edge: object } } };
	Object.assign(stack.resource.iofog_agent.edge, { nats_mode: "none" });
	project.write({ shop: stack });
	const { code, err } = await project.fogform(["apply", "--auto-approve"]);
	expect(err).toBe("");
	expect(code).toBe(0);
	await project.fogform(["plan", "--out", "torn.plan"]);
	const plan = readFileSync(project.path("torn.plan"));
	writeFileSync(project.path("torn.plan"), plan.subarray(0, plan.length / 2));
	state = text();
	world = objects();
	const file = (
		name: string,
		change: (json: Record<string, unknown>) => void,
	) => {
		const json = JSON.parse(state);
		change(json);
		writeFileSync(project.path(name), JSON.stringify(json));
	};
	file("other-lineage", (json) => {
		json.lineage = "11111111-2222-3333-4444-555555555555";
	});
	file("older", (json) => {
		json.serial = 0;
	});
	file("newer-version", (json) => {
		json.version = 5;
	});
	writeFileSync(project.path("torn"), state.slice(0, state.length / 2));
	writeFileSync(project.path("html"), "<html></html>");
});
afterAll(() => project.close());

const wrong: Record<string, [string[], string, RegExp[]]> = {
	"push of a state of another lineage": [
		["state", "push", "other-lineage"],
		"",
		[/lineage/, /--force/],
	],
	"push of an older state": [
		["state", "push", "older"],
		"",
		[/serial/, /--force/],
	],
	"push of a torn state": [
		["state", "push", "torn"],
		"Damaged state",
		[/torn/],
	],
	"push of what is no state": [
		["state", "push", "html"],
		"Damaged state",
		[/html/],
	],
	"push of a state of a newer version": [
		["state", "push", "newer-version"],
		"State of a newer version",
		[/version 5/],
	],
	"removal of what there is not": [
		["state", "rm", "iofog_registry.hbu"],
		"",
		[/iofog_registry\.hbu/, /fogform state list/],
	],
	"a move of what there is not": [
		["state", "mv", "iofog_registry.hbu", "iofog_registry.other"],
		"",
		[/iofog_registry\.hbu/],
	],
	"a move onto what there is": [
		["state", "mv", "iofog_microservice.web", "iofog_microservice.db"],
		"",
		[/iofog_microservice\.db/],
	],
	"a move to another type": [
		["state", "mv", "iofog_registry.hub", "iofog_application.hub"],
		"",
		[/iofog_application\.hub/],
	],
	"a move to no address": [
		["state", "mv", "iofog_registry.hub", "hub"],
		"",
		[/hub/],
	],
	"untaint of what is not tainted": [
		["state", "untaint", "iofog_registry.hub"],
		"",
		[/iofog_registry\.hub/, /not tainted/],
	],
	"an unlock without a lock": [
		["force-unlock", "abc", "--force"],
		"",
		[/lock/],
	],
	"an import onto what is managed": [
		["import", "iofog_application.shop", "shop"],
		"",
		[/iofog_application\.shop/, /already/],
	],
	"an import of what another resource manages": [
		["import", "iofog_microservice.more", "shop/web"],
		"",
		[/iofog_microservice\.more/],
	],
	"an output that there is not": [
		["output", "ulr"],
		"Output not found",
		[/"ulr"/, /url/],
	],
	"a torn plan": [
		["apply", "torn.plan"],
		"",
		[/torn\.plan/, /fogform plan --out/],
	],
	"a torn plan shown": [["show", "torn.plan"], "", [/torn\.plan/]],
	"an instance to target that there is not": [
		["plan", '--target=iofog_registry.hub["eu"]'],
		"No such resource",
		[/--target names iofog_registry\.hub\["eu"\]/],
	],
	"an instance to replace that there is not": [
		["plan", '--replace=iofog_registry.hub["eu"]'],
		"No such resource",
		[/iofog_registry\.hub\["eu"\]/],
	],
};

test.each(Object.entries(wrong))(
	"%s: exit code 1, and nothing done",
	async (_, [args, summary, texts]) => {
		const { code, out, err } = await project.fogform(args);
		if (process.env.SHOW) process.stderr.write(`$ ${args.join(" ")}${err}\n`);
		expect(code).toBe(1);
		expect(out).toBe("");
		expect(err).toContain(`Error: ${summary}`);
		for (const each of texts) expect(err).toMatch(each);
		wellSaid(err);
		expect(err).not.toMatch(/fault of fogform/);
		expect(`${out}${err}`).not.toMatch(/S3cret-word|s3cret-output/);
		expect(text()).toBe(state);
		expect(objects()).toBe(world);
		expect(existsSync(project.path(".terraform.shop.tfstate.lock.info"))).toBe(
			false,
		);
	},
);

test("force-unlock of another's lock wants its ID", async () => {
	const lock = project.path(".terraform.shop.tfstate.lock.info");
	mkdirSync(lock);
	writeFileSync(
		`${lock}/holder.json`,
		JSON.stringify({
			id: "right",
			operation: "apply",
			who: "you@elsewhere",
			host: "elsewhere",
			pid: 1,
			created: "2026-11-23T08:00:00.000Z",
		}),
	);
	const held = await project.fogform(["apply", "--auto-approve"]);
	expect(held.code).toBe(1);
	expect(held.err).toMatch(/State locked.*force-unlock right/s);
	const wrong = await project.fogform(["force-unlock", "wrong", "--force"]);
	if (process.env.SHOW) process.stderr.write(wrong.err);
	expect(wrong.code).toBe(1);
	expect(wrong.err).toMatch(/right/);
	expect(existsSync(lock)).toBe(true);
	const right = await project.fogform(["force-unlock", "right", "--force"]);
	expect(right.err).toBe("");
	expect(right.code).toBe(0);
	expect(existsSync(lock)).toBe(false);
	expect(text()).toBe(state);
});
