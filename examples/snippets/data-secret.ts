import type { TerraformStack } from "cdktf";
import { DataIofogSecret, VolumeMount } from "fogform";

export function example(stack: TerraformStack) {
	const certificate = new DataIofogSecret(stack, "certificate", {
		name: "shop-certificate",
	});
	new VolumeMount(stack, "certificate-files", {
		name: "shop-certificate",
		secret: certificate,
	});
}
