import type { TerraformStack } from "cdktf";
import { Application, Microservice, Route } from "fogform";

export function example(stack: TerraformStack) {
	const shop = new Application(stack, "shop", { name: "shop" });
	const on = { application: shop, agent: "edge-1" };
	const till = new Microservice(stack, "till", {
		...on,
		name: "till",
		image: "registry.example.com/till:4",
	});
	const ledger = new Microservice(stack, "ledger", {
		...on,
		name: "ledger",
		image: "registry.example.com/ledger:4",
	});
	new Route(stack, "sales", {
		name: "sales",
		application: shop,
		from: till,
		to: ledger,
	});
}
