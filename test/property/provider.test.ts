import fc from "fast-check";
import {
	type Dialect,
	decode,
	encode,
	hasUnknown,
	sameValue,
	toSnake,
	UNKNOWN,
} from "../../src/core";
import { provider, type Values } from "../../src/provider";
import { refreshed } from "../../src/provider/read";
import { resources } from "../../src/resources";
import { configOf } from "../support/arbitrary";
import { planOf } from "../support/plan";

const dialects = fc.constantFrom<(Dialect | undefined)[]>(
	"3.0",
	"3.7",
	undefined,
);

/** Takes away the second of two arguments that exclude each other. */
const sensible = (config: Values): Values => ({
	...config,
	...("agent_name" in config &&
		config.agent_uuid !== null && { agent_name: null }),
	...("catalog_item_id" in config &&
		config.images !== null && { catalog_item_id: null }),
});

describe.each(resources.map((r) => [r.type, r] as const))(
	"%s",
	(type, resource) => {
		const configs = configOf(resource.attributes, {
			unknowns: true,
		}).map(sensible);
		const known = configOf(resource.attributes).map(sensible);

		it("decode after encode is the identity", () => {
			fc.assert(
				fc.property(configs, (config) => {
					const camel = decode(resource.attributes, config);
					expect(encode(resource.attributes, camel)).toEqual(
						Object.fromEntries(
							Object.keys(resource.attributes).map((n) => [
								toSnake(n),
								config[toSnake(n)] ?? null,
							]),
						),
					);
				}),
			);
		});

		it("validation never throws, and says where", () => {
			fc.assert(
				fc.property(configs, (config) => {
					for (const d of provider.validateResource(type, config))
						expect(d.path?.length).toBeGreaterThan(0);
				}),
			);
		});

		it("a plan never contradicts a set argument, and has no unknown where everything is known but what the Controller decides", () => {
			fc.assert(
				fc.property(configs, dialects, (config, dialect) => {
					const { planned } = planOf(
						type,
						config,
						null,
						dialect ? { dialect } : {},
					);
					for (const [name, attribute] of Object.entries(resource.attributes)) {
						const wanted = config[toSnake(name)];
						const got = (planned as Values)[toSnake(name)];
						const lacking =
							attribute.only && dialect && attribute.only !== dialect;
						if (attribute.writeOnly || lacking) expect(got).toBeNull();
						else if (wanted === UNKNOWN) expect(got).toBe(UNKNOWN);
						else if (
							wanted !== null &&
							!hasUnknown(wanted) &&
							attribute.type.kind !== "set" &&
							attribute.type.kind !== "object"
						)
							expect(
								sameValue(
									attribute.type,
									decode(resource.attributes, config)[name],
									decode(resource.attributes, planned as Values)[name],
								),
							).toBe(true);
						else if (attribute.role === "optional" && dialect)
							expect(wanted === null && hasUnknown(got)).toBe(false);
					}
				}),
			);
		});

		it("what was planned and stored is planned again without a change", () => {
			fc.assert(
				fc.property(
					known,
					fc.constantFrom<Dialect[]>("3.0", "3.7"),
					(config, dialect) => {
						const { planned } = planOf(type, config, null, { dialect });
						const state = Object.fromEntries(
							Object.entries(planned as Values).map(([k, v]) => [
								k,
								v === UNKNOWN ? null : v,
							]),
						);
						const again = planOf(type, config, state, { dialect });
						// What the Controller had not decided stays open.
						for (const [name, value] of Object.entries(again.planned as Values))
							if (value !== UNKNOWN)
								expect([name, value]).toEqual([name, state[name]]);
						expect(again.requiresReplace).toEqual([]);
					},
				),
			);
		});

		it("the read of an untouched object is no drift", () => {
			fc.assert(
				fc.property(
					known,
					fc.constantFrom<Dialect[]>("3.0", "3.7"),
					(config, dialect) => {
						const { planned } = planOf(type, config, null, { dialect });
						const camel = decode(resource.attributes, planned as Values);
						const stored = Object.fromEntries(
							Object.entries(camel).map(([k, v]) => [
								k,
								v === UNKNOWN ? null : v,
							]),
						);
						const live = Object.fromEntries(
							Object.entries(stored)
								.filter(([, v]) => v !== null)
								.map(([k, v]) => [
									k,
									Array.isArray(v) &&
									resource.attributes[k]?.type.kind === "set"
										? [...v].reverse()
										: structuredClone(v),
								]),
						);
						expect(refreshed(resource, stored, live, dialect)).toEqual(
							refreshed(resource, stored, {}, dialect),
						);
					},
				),
			);
		});
	},
);
