import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copy, makeStandIn } from "./stand-in";

const REGISTRY_SETTINGS = `version: 0.1
storage: { filesystem: { rootdirectory: /var/lib/registry } }
http: { addr: ":5000" }
`;

/** Puts an image with Debian's registry in the place of `registry:2`, unless the engine has one already. */
export const makeRegistryImage = (socket: string): Promise<void> =>
	makeStandIn(socket, {
		name: "registry:2",
		form: "1",
		fill: (root) => {
			copy(root, "/usr/bin/docker-registry", "/bin/registry");
			copy(root, "/bin/busybox", "/bin/busybox");
			for (const name of ["sh", "wget", "grep"])
				symlinkSync("busybox", join(root, "bin", name));
			writeFileSync(join(root, "config.yml"), REGISTRY_SETTINGS);
		},
		changes: ['CMD ["/bin/registry","serve","/config.yml"]'],
	});
