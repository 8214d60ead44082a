import { providerBlock } from "../../support/tf-project";
import { applications, onBinaries } from "./support";

const CREATE = ["POST", "/application"] as const;
const DELETE = ["DELETE", "/application/shop"] as const;

/** What goes wrong once, with which call, and whether a run gets over it. */
const faults: [string, readonly [string, string], "heals" | "fails"][] = [
	["drop-before", CREATE, "fails"],
	["drop-after", CREATE, "heals"],
	["500", CREATE, "fails"],
	["delay", CREATE, "fails"],
	["drop-before", DELETE, "fails"],
	["drop-after", DELETE, "fails"],
	["500", DELETE, "fails"],
];

onBinaries("a Controller in trouble", (define) => {
	for (const [kind, [method, path], outcome] of faults)
		define(
			`${kind} of a ${method}: the run ${outcome}, nothing is lost`,
			"3.0",
			async ({ controller, project }) => {
				const tf = project();
				const shop = `resource "iofog_application" "shop" {\n  name = "shop"\n}\n`;
				tf.main(shop);
				tf.write(
					"provider.tf",
					providerBlock(controller, { request_timeout: 1 }),
				);
				if (method === "DELETE") {
					await tf.apply();
					tf.main("");
				}
				const armed = await fetch(`${controller.login.url}/__faults`, {
					method: "POST",
					headers: { "content-type": "application/json" },
					body: JSON.stringify({
						match: { method, path: `${path}$` },
						kind,
						delayMs: 1500,
					}),
				});
				expect(armed.status).toBe(201);
				const { status, text } = await tf.run("apply", "-auto-approve");
				expect({ text, failed: status !== 0 }).toMatchObject({
					failed: outcome === "fails",
				});
				const left = await fetch(`${controller.login.url}/__faults`);
				expect(await left.json()).toEqual({ faults: [] });

				// The late answer of a slow Controller comes while nobody listens.
				await new Promise((resolve) =>
					setTimeout(resolve, kind === "delay" ? 800 : 0),
				);
				if (
					method === "POST" &&
					tf.state["iofog_application.shop"] === undefined
				)
					if ((await applications(controller)).includes("shop"))
						await tf.good("import", "iofog_application.shop", "shop");
				await tf.apply();
				expect(await tf.emptyPlan()).toMatchObject({ status: 0 });
				expect(await applications(controller)).toEqual(
					method === "POST" ? ["shop"] : [],
				);
			},
			{ faults: true },
		);
});
