import { agent, lab } from "./support";

/** What a template in a field of an application becomes on both Controllers (recorded from the real ones). */
const TEXTS: [template: string, rendered: string][] = [
	["plain", "plain"],
	["{{ 1 }}x{{ 2 }}", "1x2"],
	["{{ self.name | upcase }}", "APP"],
	["{% if self.name == 'app' %}yes{% else %}no{% endif %}", "yes"],
	["{% bogus %}", 'ParseError: tag "bogus" not found, line:1, col:1'],
	["{{ b", 'TokenizationError: output "{{ b" not closed, line:1, col:1'],
	["{% raw %}{{ kept }}{% endraw %}", "{{ kept }}"],
	["} }} %}", "} }} %}"],
];

test.each(TEXTS)(
	"the description %j reads %j",
	async (description, rendered) => {
		for (const dialect of ["3.0", "3.7"] as const) {
			const { call } = await lab(dialect);
			await call("POST", "/application", { name: "app", description });
			const { body } = await call("GET", "/application/app");
			expect(body.description).toBe(rendered);
		}
	},
);

test("a template alone in a field gives a value of its own type", async () => {
	const { call } = await lab("3.0");
	const answer = await call("POST", "/application", {
		name: "typed",
		isActivated: '{{ "true" | toBoolean }}',
		description: "{{ 5 }}",
	});
	expect(answer.body).toEqual({
		name: "ValidationError",
		message: expect.stringMatching(/^Field '(isActivated|description)'/),
	});
});

test("a template finds agents by name", async () => {
	const opened = await lab("3.0");
	await agent(opened);
	await opened.call("POST", "/application", {
		name: "a",
		description: "{% assign e = 'edge' | findAgent %}{{ e.host }}",
	});
	const { body } = await opened.call("GET", "/application/a");
	expect(body.description).toBe("10.0.0.1");
});

test("an application template keeps what only its applications can know", async () => {
	const { call } = await lab("3.0");
	const description = "{{ who }}";
	await call("POST", "/applicationTemplate", {
		name: "t",
		variables: [{ key: "who", defaultValue: "nobody" }],
		application: { description, microservices: [] },
	});
	const shown = await call("GET", "/applicationTemplate/t");
	expect(shown.body.application.description).toBe(description);
	const made = await call("POST", "/application", {
		name: "a",
		template: { name: "t", variables: [{ key: "who", value: "me" }] },
	});
	expect(made.status).toBe(201);
});
