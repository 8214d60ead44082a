import { z } from "zod";
import { Client, type SdkError } from "../../../src/sdk";
import { StandIn, until } from "./local-api";

let api: StandIn;
let errors: Error[];
const clients: Client[] = [];

const client = () => {
	const made = new Client({
		id: "ms-1",
		host: "127.0.0.1",
		port: api.port,
		onError: (error) => errors.push(error),
	});
	clients.push(made);
	return made;
};

beforeEach(async () => {
	errors = [];
	api = await new StandIn().start();
	api.config = '{"n":1}';
});

afterEach(async () => {
	for (const made of clients.splice(0)) made.close();
	await api.stop();
});

describe("getConfig", () => {
	test("asks for the configuration of its own id", async () => {
		expect(await client().getConfig()).toEqual({ n: 1 });
		expect(api.requests).toEqual([
			{ path: "/v2/config/get", body: { id: "ms-1" } },
		]);
	});

	test("is typed by a schema, and says where the configuration does not fit it", async () => {
		const schema = z.object({ n: z.number() });
		const { n } = await client().getConfig({ schema });
		expect(n).toBe(1);
		api.config = '{"n":"one"}';
		const failed = client().getConfig({ schema });
		await expect(failed).rejects.toMatchObject({ kind: "invalid" });
		await expect(failed).rejects.toThrow(/schema(.|\n)*"n"/);
	});

	test("survives an agent that drops the connection and one that does not know the id yet", async () => {
		api.mishaps.push(
			{ kind: "drop" },
			{ kind: "answer", status: 400, text: "No configuration found" },
			{ kind: "answer", status: 200, text: "<html>" },
		);
		expect(await client().getConfig()).toEqual({ n: 1 });
		expect(api.requests).toHaveLength(4);
	});

	const cases: [string, () => void, Partial<SdkError>, RegExp][] = [
		["no agent", () => api.stop(), { kind: "unreachable" }, /IOFOG_LOCAL_API/],
		[
			"an agent that refuses",
			() => {
				api.config = undefined;
			},
			{ kind: "refused" },
			/No configuration found for the id ms-1/,
		],
		[
			"a configuration that is no JSON",
			() => {
				api.config = "{";
			},
			{ kind: "invalid" },
			/no JSON/,
		],
	];
	test.each(cases)("%s is told as it is", async (_, prepare, shape, words) => {
		await prepare();
		const failed = client().getConfig({ timeout: 200 });
		await expect(failed).rejects.toMatchObject(shape);
		await expect(failed).rejects.toThrow(words);
	});

	test("a read that began later never brings what is older", async () => {
		api.mishaps.push({ kind: "delay", milliseconds: 150 });
		const one = client();
		const first = one.getConfig();
		await until("the first read has arrived", () => api.requests.length === 1);
		api.config = '{"n":2}';
		const later = await one.getConfig();
		expect([await first, later]).toEqual([{ n: 1 }, { n: 2 }]);
	});
});

describe("onConfig", () => {
	const follow = (made = client()) => {
		const seen: number[] = [];
		const stop = made.onConfig<{ n: number }>(({ n }) => {
			seen.push(n);
		});
		return { seen, stop };
	};
	const last = (seen: number[], n: number) =>
		until(`${n} arrives`, () => seen.at(-1) === n);

	test("brings the first configuration and each later one, and acknowledges", async () => {
		const { seen } = follow();
		await last(seen, 1);
		await until("the socket is there", () => api.control.size === 1);
		api.change('{"n":2}');
		await last(seen, 2);
		api.change('{"n":3}');
		await last(seen, 3);
		await until("both are acknowledged", () => api.controlFrames.length === 2);
		expect(api.controlFrames).toEqual([0x0b, 0x0b]);
		expect(seen).toEqual([1, 2, 3]);
	});

	test("a signal without a change calls nobody", async () => {
		const { seen } = follow();
		await last(seen, 1);
		await until("the socket is there", () => api.control.size === 1);
		api.change('{"n":1}');
		await until("it is acknowledged", () => api.controlFrames.length === 1);
		api.change('{"n":2}');
		await last(seen, 2);
		expect(seen).toEqual([1, 2]);
	});

	test("a late answer of before a change is followed by the change", async () => {
		const { seen } = follow();
		await last(seen, 1);
		await until("the socket is there", () => api.control.size === 1);
		await until("it is read on connecting", () => api.requests.length >= 2);
		api.mishaps.push({ kind: "delay", milliseconds: 200 });
		const before = api.requests.length;
		api.change('{"n":2}');
		await until("it is asked", () => api.requests.length > before);
		api.change('{"n":3}');
		await last(seen, 3);
		expect(seen.filter((n, i) => n < (seen[i - 1] ?? 0))).toEqual([]);
	});

	test("a change while the connection is down arrives once it is back", async () => {
		const { seen } = follow();
		await last(seen, 1);
		await until("the socket is there", () => api.control.size === 1);
		await api.stop();
		api.config = '{"n":2}';
		await new Promise((resolve) => setTimeout(resolve, 400));
		await api.start();
		await last(seen, 2);
		// A read that was under way may be told first.
		const told = errors.map(({ message }) => message).join();
		expect(told).toMatch(/connection .* is lost/);
	});

	test("an agent that is not there yet is waited for", async () => {
		await api.stop();
		const { seen } = follow();
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(seen).toEqual([]);
		await api.start();
		await last(seen, 1);
	});

	test("an agent without control sockets still gives the configuration", async () => {
		api.refuseSockets = true;
		const { seen } = follow();
		await last(seen, 1);
	});

	test("a signal whose read fails several times is not lost", async () => {
		const { seen } = follow();
		await last(seen, 1);
		await until("the socket is there", () => api.control.size === 1);
		await until("it is read on connecting", () => api.requests.length >= 2);
		api.mishaps.push(
			{ kind: "drop" },
			{ kind: "answer", status: 500, text: "boom" },
			{ kind: "answer", status: 200, text: "{}" },
		);
		api.change('{"n":2}');
		await last(seen, 2);
	});

	test("a slow listener is called one at a time and ends with the last", async () => {
		const made = client();
		const seen: number[] = [];
		let inside = 0;
		made.onConfig<{ n: number }>(async ({ n }) => {
			expect(++inside).toBe(1);
			await new Promise((resolve) => setTimeout(resolve, 60));
			inside--;
			seen.push(n);
		});
		await last(seen, 1);
		for (let n = 2; n <= 20; n++) {
			api.change(`{"n":${n}}`);
			await new Promise((resolve) => setTimeout(resolve, 8));
		}
		await last(seen, 20);
		expect(seen.length).toBeLessThan(20);
		expect([...seen].sort((a, b) => a - b)).toEqual(seen);
		expect(errors).toEqual([]);
	});

	test("a listener that throws and a configuration that does not fit are told, and end nothing", async () => {
		const made = client();
		const seen: number[] = [];
		const schema = z.object({ n: z.number() });
		made.onConfig(
			({ n }) => {
				seen.push(n);
				if (n === 1) throw new Error("not this one");
			},
			{ schema },
		);
		await last(seen, 1);
		await until("the socket is there", () => api.control.size === 1);
		api.change('{"n":"two"}');
		await until("both are told", () => errors.length === 2);
		api.change('{"n":3}');
		await last(seen, 3);
		expect(errors.map(({ message }) => message)).toEqual([
			"not this one",
			expect.stringMatching(/does not fit its schema/),
		]);
	});

	test("two listeners share a socket, and the last to stop lets it go", async () => {
		const made = client();
		const one = follow(made);
		const two = follow(made);
		await last(one.seen, 1);
		await last(two.seen, 1);
		await until("the socket is there", () => api.control.size === 1);
		one.stop();
		api.change('{"n":2}');
		await last(two.seen, 2);
		expect(one.seen).toEqual([1]);
		two.stop();
		await until("the socket is gone", () => api.control.size === 0);
	});

	test("under drops, delays and broken connections the last arrives and none is older than the one before", async () => {
		const { seen } = follow();
		let dice = 7;
		const roll = () => {
			dice = (dice * 48_271) % 2_147_483_647;
			return dice % 5;
		};
		for (let n = 2; n <= 60; n++) {
			const rolled = roll();
			if (rolled === 0) api.mishaps.push({ kind: "drop" });
			if (rolled === 1) api.mishaps.push({ kind: "delay", milliseconds: 30 });
			if (rolled === 2 && n % 3 === 0) api.breakAll();
			api.change(`{"n":${n}}`);
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		await last(seen, 60);
		expect(seen.filter((n, i) => n < (seen[i - 1] ?? 0))).toEqual([]);
	}, 20_000);
});

test("a program that is no microservice is told so", () => {
	const before = process.env.SELFNAME;
	delete process.env.SELFNAME;
	expect(() => new Client()).toThrow(/SELFNAME is not set/);
	if (before !== undefined) process.env.SELFNAME = before;
});
