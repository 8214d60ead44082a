import { agent, DIALECTS, lab, microservice } from "./support";

jest.setTimeout(120_000);

test.each(DIALECTS)(
	"%s serves an application of 100 among 1,000 microservices at once",
	async (dialect) => {
		const opened = await lab(dialect);
		const uuid = await agent(opened);
		for (let i = 0; i < 10; i++)
			await opened.call("POST", "/application", { name: `app${i}` });
		for (let batch = 0; batch < 1000; batch += 50) {
			const made = await Promise.all(
				Array.from({ length: 50 }, (_, i) =>
					opened.call(
						"POST",
						"/microservices",
						microservice(`m${batch + i}`, `app${i % 10}`, uuid),
					),
				),
			);
			expect(new Set(made.map((answer) => answer.status))).toEqual(
				new Set([201]),
			);
		}
		const before = performance.now();
		const { body } = await opened.call("GET", "/application/app7");
		expect(body.microservices).toHaveLength(100);
		// Generous, since tests share their machine: it takes a few milliseconds.
		expect(performance.now() - before).toBeLessThan(1000);
	},
);
