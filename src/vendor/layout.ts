import { join } from "node:path";

/** Source address of the provider without a host: namespace and type. */
export const PROVIDER = "fogform/iofog";

/** Registries below whose names Terraform and OpenTofu look for a provider whose source names no host. */
export const HOSTS = [
	"registry.terraform.io",
	"registry.opentofu.org",
] as const;

/** Platforms that a folder which several machines share is filled for, as Terraform names them. */
export const USUAL_PLATFORMS = [
	"linux_amd64",
	"linux_arm64",
	"darwin_amd64",
	"darwin_arm64",
] as const;

const ARCHITECTURES: Readonly<Record<string, string>> = {
	x64: "amd64",
	ia32: "386",
};

/** The platform that this process runs on, as Terraform names it, e.g. `linux_amd64`. */
export function thisPlatform(): string {
	return `${process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}`;
}

/** Name of the plugin's file, e.g. `terraform-provider-iofog_v0.1.0`; its hash in a lock file covers this name too. */
export function fileName(version: string): string {
	return `terraform-provider-iofog_v${version}`;
}

/** The folder of one package below a mirror of providers; `address` is a full source address such as `registry.terraform.io/fogform/iofog`. */
export function packageFolder(
	mirror: string,
	address: string,
	version: string,
	platform: string,
): string {
	return join(mirror, ...address.split("/"), version, platform);
}
