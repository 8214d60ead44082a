import type { TestController } from "../../support/controllers";
import {
	everyType,
	importId,
	make,
	makeRouter,
	onBinaries,
	typesOf,
} from "./support";

const LISTS = [
	"/application",
	"/catalog/microservices",
	"/configmaps",
	"/iofog-list",
	"/microservices",
	"/nats/hub",
	"/registries",
	"/router",
	"/routes",
	"/secrets",
	"/volumeMounts",
];

/** Everything that the Controller lists, by a second path. */
async function everything(controller: TestController) {
	const found: Record<string, unknown> = {};
	for (const path of LISTS) {
		const { status, body } = await controller.call("GET", path);
		// What the Controller makes by itself for the routers and NATS servers of agents outlives them.
		found[path] = JSON.stringify({ status, body }, (_, value) =>
			Array.isArray(value)
				? value.filter((one) => !/^(router|nats|iofog-nats)-/.test(one?.name))
				: value,
		);
	}
	return found;
}

/** What is there before; a router and a hub stay when they are destroyed. */
async function makeSingletons(controller: TestController): Promise<void> {
	await makeRouter(controller);
	if (controller.dialect === "3.7")
		await make(controller, "/nats/hub", { host: "10.0.8.2" }, "PUT");
}

onBinaries("a configuration with every type", (define, { product }) => {
	for (const dialect of ["3.0", "3.7"] as const) {
		// Each program runs once with the plugin that the build has made, and once with the sources.
		const built = (product === "terraform") === (dialect === "3.0");
		define(
			`is applied, imported and destroyed${built ? " by the installed plugin" : ""}`,
			dialect,
			async ({ controller, project, host }) => {
				await makeSingletons(controller);
				const before = await everything(controller);
				const made = project();
				made.main(everyType(dialect, host));
				if (built) await made.install();
				await made.good("validate");
				await made.apply();
				const { status, text } = await made.emptyPlan();
				expect({ status, text }).toMatchObject({ status: 0 });
				const managed = Object.entries(made.state).filter(
					([address]) => !/^(data\.|terraform_data)/.test(address),
				);
				const types = new Set(
					managed.map(([address]) => address.split(".")[0]),
				);
				expect([...types].sort()).toEqual(typesOf(dialect));

				const imported = project();
				imported.main(everyType(dialect, host));
				if (built) await imported.install();
				const ids = managed.map(
					([address, state]) => [address, importId(address, state)] as const,
				);
				if (built)
					imported.write(
						"import.tf",
						ids
							.map(([to, id]) => `import {\n  to = ${to}\n  id = "${id}"\n}\n`)
							.join(""),
					);
				else
					for (const [address, id] of ids)
						await imported.good("import", "-input=false", address, id);
				const plan = await imported.plan();
				// Passwords that the Controller does not tell, or that nobody may keep, are sent once more.
				const registries = {
					"iofog_registry.kept_nowhere": "update",
					...(dialect === "3.0" && { "iofog_registry.private": "update" }),
				};
				const sent = { ...registries, "iofog_secret.bank": "update" };
				// What only a configuration can say is no matter of the Controller.
				const silent = {
					'iofog_agent.edge["berlin"]': "update",
					'iofog_agent.edge["hamburg"]': "update",
					"iofog_application.shop": "update",
					"terraform_data.built": "create",
				};
				expect(plan.actions).toEqual(
					dialect === "3.0" ? { ...registries, ...silent } : sent,
				);
				await imported.apply();
				expect(await imported.emptyPlan()).toMatchObject({ status: 0 });

				await made.destroy();
				expect(await everything(controller)).toEqual(before);
			},
		);
	}
});
