import { NewTags } from "../../../src/controller/new-tags";

/** Work that notes when it runs, and ends when told. */
function works() {
	const running: string[] = [];
	const ends = new Map<string, (error?: Error) => void>();
	const work = (name: string) => () => {
		running.push(name);
		return new Promise<string>((resolve, reject) => {
			ends.set(name, (error) => (error ? reject(error) : resolve(name)));
		});
	};
	const turn = () => new Promise((resolve) => setImmediate(resolve));
	return { running, ends, work, turn };
}

describe("NewTags", () => {
	it("lets one bring in a new tag, and all others at once after it", async () => {
		const { running, ends, work, turn } = works();
		const tags = new NewTags();
		const all = ["a", "b", "c"].map((n) => tags.bring(["x"], work(n)));
		await turn();
		expect(running).toEqual(["a"]);
		ends.get("a")?.();
		await turn();
		expect(running).toEqual(["a", "b", "c"]);
		ends.get("b")?.();
		ends.get("c")?.();
		expect(await Promise.all(all)).toEqual(["a", "b", "c"]);
	});
	it("does not let agents with other tags, or none, wait", async () => {
		const { running, work, turn } = works();
		const tags = new NewTags();
		for (const [name, own] of [
			["a", ["x"]],
			["b", ["y"]],
			["c", []],
			["d", null],
			["e", ["z", "x"]],
		] as const)
			void tags.bring(own, work(name));
		await turn();
		expect(running).toEqual(["a", "b", "c", "d"]);
	});
	it("lets the next one try when the first fails", async () => {
		const { running, ends, work, turn } = works();
		const tags = new NewTags();
		const first = tags.bring(["x"], work("a"));
		void tags.bring(["x"], work("b"));
		void tags.bring(["x"], work("c"));
		await turn();
		ends.get("a")?.(new Error("no"));
		await expect(first).rejects.toThrow("no");
		await turn();
		expect(running).toEqual(["a", "b"]);
	});
});
