import { text } from "../values";
import type { World } from "../world";
import { some } from "./some";

type Body = Record<string, unknown>;

const base64 = (value: string) => Buffer.from(value).toString("base64");

/** Values by key, as a secret or a config map holds them. */
export function data(world: World): Body {
	const { dice } = world;
	return {
		...some(
			world,
			{
				user: () => text(dice),
				"file.txt": () => "line\n",
				"dir/file": () => "x",
				num: () => 5,
				nested: () => ({ a: [1, "{{ x }}"] }),
				none: () => dice.pick(["", false, null]),
			},
			0.5,
		),
		key: dice.pick(["v", "{{ self.name }}", "<b>p&w</b>", "ünï"]),
	};
}

/** A secret apart from its name. */
export function secret(world: World, type?: string): Body {
	const { dice } = world;
	const of =
		type ??
		dice.weighted<string>([
			[5, "Opaque"],
			[2, "tls"],
			[world.calm ? 0 : 0.4, "docker"],
		]);
	if (of !== "tls") return { type: of, data: data(world) };
	return {
		type: of,
		data: {
			"tls.crt": base64("crt"),
			key: base64(dice.pick(["v", "w"])),
			...(world.calm || dice.chance(0.7)
				? {}
				: { bad: dice.pick<unknown>(["plain", 5, ""]) }),
		},
	};
}

/** A config map apart from its name. */
export function configMap(world: World): Body {
	const { dice } = world;
	return {
		data: data(world),
		...(world.calm || dice.chance(0.8) ? { immutable: dice.chance(0.12) } : {}),
		...some(world, { useVault: () => dice.chance(0.5) }, 0.3),
	};
}

/** The file that stands for an object. */
export function file(kind: string, name: string, body: Body): string {
	const { type, data, ...spec } = body;
	return JSON.stringify({
		apiVersion: "datasance.com/v3",
		kind,
		metadata: { name },
		...(type === undefined ? {} : { type }),
		...(data === undefined ? {} : { data }),
		spec: { type, ...spec },
	});
}
