import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type DebugServer, debug } from "../../../src/plugin/debug";
import { type Binary, terraformBinary } from "../../support/binaries";
import { type TestController, testController } from "../../support/controllers";
import { type PlayedHost, playedHost } from "../../support/played-host";
import type { Case, Stack, Step } from "./case";
import { callsGist, outOfOrder, planGist, stateGist } from "./compare";
import { changesOf, EngineSide } from "./engine-side";
import { Names, type StateFile } from "./names";
import { type Recorder, record } from "./recorder";
import type { Side } from "./side";
import { TerraformSide } from "./terraform-side";

/** One front door with the Controller that is its own. */
interface Party {
	readonly ours: boolean;
	/** Whether the other front door says what can be made of a plan. */
	readonly tells: boolean;
	readonly controller: TestController;
	readonly recorder: Recorder;
	readonly host: PlayedHost;
	readonly side: Side;
	readonly names: Names;
}

/** Closes what was opened, the last first. */
type Closing = (() => unknown)[];

/** Runs cases through the engine and through Terraform, and compares them step by step; without the binary they are skipped. */
export function paritySuite(
	title: string,
	cases: readonly Case[],
	binary: Binary | null = terraformBinary ?? null,
): void {
	if (binary === null) {
		// What the console says is not shown of a file without a test that runs.
		process.stderr.write(
			`skipped: ${title}, as what it is compared with is missing (Terraform on the PATH; OpenTofu by node scripts/opentofu.js)\n`,
		);
		test.skip(`${title}: nothing to compare the engine with`, () => {});
		return;
	}
	describe(`${title}: the engine and ${binary.name}`, () => {
		let plugin: DebugServer;
		beforeAll(async () => {
			plugin = await debug({});
		});
		afterAll(() => plugin.close());

		test.each(cases.map((one) => [one.name, one] as const))(
			"%s",
			async (_, one) => {
				const closing: Closing = [];
				try {
					await runCase(one, binary, plugin.reattach, closing);
				} finally {
					for (const close of closing.reverse()) await close();
				}
			},
			120_000,
		);
	});
}

async function runCase(
	one: Case,
	binary: Binary,
	reattach: string,
	closing: Closing,
): Promise<void> {
	const tells = binary.product === "terraform";
	const parties = [
		await party(
			one,
			tells,
			(url) => new EngineSide(url, withProvider),
			closing,
		),
		await party(
			one,
			tells,
			(url) => new TerraformSide(binary, reattach, url, withProvider),
			closing,
		),
	] as const;
	let stack: Stack = {};
	for (const [i, step] of one.steps.entries()) {
		stack = step.stack ?? stack;
		await compare(parties, stack, step, i + 1);
	}
}

async function party(
	{ dialect = "3.7", before }: Case,
	tells: boolean,
	sideOf: (url: string) => Side,
	closing: Closing,
): Promise<Party> {
	const controller = strict(await testController(dialect, { faults: true }));
	closing.push(() => controller.close());
	const recorder = await record(controller.login.url);
	closing.push(() => recorder.close());
	const host = await playedHost(controller);
	closing.push(() => host.close());
	await before?.(controller);
	const side = sideOf(recorder.url);
	closing.push(() => side.remove());
	return {
		ours: side instanceof EngineSide,
		tells,
		controller,
		recorder,
		host,
		side,
		names: new Names(),
	};
}

/** What hands do must not fail unseen. */
function strict(controller: TestController): TestController {
	return {
		...controller,
		call: async (method, path, body) => {
			const answer = await controller.call(method, path, body);
			if (answer.status < 400) return answer;
			throw new Error(
				`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
			);
		},
	};
}

/** Gives every provider block of a stack the Controller's address and the log-in of a dev Controller. */
function withProvider(stack: Stack, url: string): Stack {
	const { iofog = [{}], ...others } = (stack.provider ?? {}) as {
		iofog?: object[];
	};
	const login = {
		url,
		email: "dev@example.com",
		password: "devController1",
	};
	const whole = {
		terraform: {
			required_providers: {
				iofog: { source: "registry.terraform.io/fogform/iofog" },
			},
		},
		...stack,
		provider: { ...others, iofog: iofog.map((one) => ({ ...login, ...one })) },
	};
	return JSON.parse(JSON.stringify(whole).replaceAll("@URL@", url));
}

const withHost = (stack: Stack, { dockerHost }: PlayedHost): Stack =>
	JSON.parse(JSON.stringify(stack).replaceAll("@DOCKER@", dockerHost));

async function compare(
	parties: readonly [Party, Party],
	stack: Stack,
	step: Step,
	number: number,
): Promise<void> {
	const [engine, terraform] = await Promise.all([
		run(parties[0], stack, step),
		run(parties[1], stack, step),
	]);
	const at = `step ${number}`;
	if (step.foundEarly !== undefined) {
		const found = ({ gist }: Ran) => ({
			[at]: {
				...gist,
				plan: null,
				said: gist.said.filter((one) => one.startsWith("error")),
			},
		});
		expect(found(engine)).toEqual(found(terraform));
		expect(engine.gist.said).toContain(`error: ${step.foundEarly}`);
		expect(engine.gist.plan).toBe(null);
		expect(terraform.facts.plans).toEqual([...(step.plans ?? [])].sort());
		return;
	}
	expect({ [at]: engine.gist }).toEqual({ [at]: terraform.gist });
	if (step.plans)
		expect({ [at]: engine.facts }).toEqual({
			[at]: {
				plans: [...step.plans].sort(),
				drift: [...(step.drift ?? [])].sort(),
				outOfOrder: [],
			},
		});
	expect(terraform.facts.outOfOrder).toEqual([]);
	const wanted = step.refused ?? step.fails;
	if (wanted !== undefined)
		expect(engine.gist.said).toContain(`error: ${wanted}`);
	else if (!step.unfinished)
		expect(await takenOver(parties, stack, step)).toEqual({
			"Terraform's state in the engine": [],
			"the engine's state in Terraform": [],
		});
}

async function takenOver(
	[engine, terraform]: readonly [Party, Party],
	stack: Stack,
	{ vars, destroy }: Step,
) {
	const step: Step = {
		...(vars && { vars }),
		...(destroy && { destroy }),
	};
	const taking = (
		{ side }: Party,
		{ side: { statePath }, recorder, host }: Party,
	) => side.takeOver({ statePath, recorder }, withHost(stack, host), step);
	const [ours, theirs] = await Promise.all([
		taking(engine, terraform),
		taking(terraform, engine),
	]);
	return {
		"Terraform's state in the engine": ours,
		"the engine's state in Terraform": theirs,
	};
}

type Ran = Awaited<ReturnType<typeof run>>;

/** Does one step on one side; what both must have done alike, and what the case says of it. */
async function run(
	{ ours, tells, controller, recorder, host, side, names }: Party,
	stack: Stack,
	step: Step,
) {
	side.write(withHost(stack, host));
	await step.edit?.(controller);
	if (step.store) changeState(side.statePath, step.store);
	await names.learn(controller);
	names.learnUrl(recorder.url, "Controller");
	names.learnUrl(host.dockerHost, "Docker Engine");
	for (const fault of step.faults ?? [])
		await fetch(`${controller.login.url}/__faults`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(fault),
		});
	recorder.take();
	const { json, said } = step.import
		? { json: undefined, said: await side.import(step.import) }
		: await side.plan(step);
	const whilePlanning = recorder.take();
	const done = json && !step.refused ? await side.apply(step) : [];
	const calls = recorder.take();
	await names.learn(controller);
	const state = readState(side.statePath);
	names.learnState(state);
	const named = names.in(calls);
	return {
		gist: names.in({
			said: [...new Set([...said, ...done])]
				.filter((one) => !REPEATED.includes(one))
				.sort(),
			plan: json ? planGist(json, ours, tells) : null,
			whilePlanning: callsGist(whilePlanning),
			calls: callsGist(named),
			state: stateGist(names.in(state)),
		}),
		facts: {
			plans: json ? changesOf(json).sort() : [],
			drift: (json?.resource_drift ?? []).map((one) => one.address).sort(),
			outOfOrder: outOfOrder(named, step.order ?? []),
		},
	};
}

/** What Terraform and OpenTofu say once more in a warning, and the plan shows already. */
const REPEATED = [
	"warning: Some objects will no longer be managed by Terraform",
	"warning: Resource will be removed from the state",
];

function readState(path: string): StateFile {
	return existsSync(path)
		? JSON.parse(readFileSync(path, "utf8"))
		: { resources: [], outputs: {}, check_results: null };
}

function changeState(path: string, change: NonNullable<Step["store"]>): void {
	const state = readState(path);
	for (const { type, name, instances } of state.resources)
		for (const instance of instances) {
			const key = instance.index_key;
			const suffix = key === undefined ? "" : `[${JSON.stringify(key)}]`;
			change(instance, `${type}.${name}${suffix}`);
		}
	writeFileSync(path, JSON.stringify(state, null, 2));
}
