import type { Image } from "@cdktf/provider-docker/lib/image";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { TerraformStack } from "cdktf";
import { versionOf } from "./docker-engine";
import { providerOf } from "./engines";

/**
 * Has an image built by the engine that its provider names. From 4.0 on the Docker provider builds with BuildKit on the engine of the environment
 * (`DOCKER_HOST`), and on the one of its `host` only by the older builder; before, it has no such argument, and always uses that one.
 */
export function buildWhereTold(
	image: Image,
	given: DockerProvider | undefined,
): void {
	const { hostInput } = given ?? providerOf(image) ?? {};
	const [major] = versionOf(TerraformStack.of(image)).split(".");
	if (hostInput !== undefined && Number(major) >= 4)
		image.addOverride("build.use_legacy_builder", true);
}
