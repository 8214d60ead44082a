import type { TerraformStack } from "cdktf";
import { Application, ConfigMap, Microservice, VolumeMount } from "fogform";

export function example(stack: TerraformStack) {
	const settings = new ConfigMap(stack, "settings", {
		name: "shop-settings",
		data: { "prices.json": JSON.stringify({ coffee: 2.5 }) },
	});
	const files = new VolumeMount(stack, "files", {
		name: "shop-files",
		configMap: settings,
	});
	const shop = new Application(stack, "shop", { name: "shop" });
	new Microservice(stack, "web", {
		name: "web",
		application: shop,
		agent: "edge-1",
		image: "nginx:1.27",
		volumes: [
			{
				host: files.name,
				container: "/etc/shop",
				accessMode: "ro",
				type: "volumeMount",
			},
		],
	});
}
