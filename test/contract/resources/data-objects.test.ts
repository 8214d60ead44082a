import { UNKNOWN } from "../../../src/core";
import { provider, type Stored, type Values } from "../../../src/provider";
import { controllerDialects } from "../../support/controllers";
import { place } from "./place";

jest.setTimeout(60_000);

const { signal } = new AbortController();
const here = controllerDialects().filter((which) => which !== "3.0");

describe.each(here)(
	"secrets, config maps and volume mounts on Controller %s",
	(which) => {
		let at: Awaited<ReturnType<typeof place>>;
		const lacks = () => at.controller.dialect === "3.0";
		beforeAll(async () => {
			at = await place(which);
		});
		afterAll(() => at.clear());

		const read = async (path: string) =>
			(await at.controller.call("GET", path)).body as Record<string, unknown>;
		const secret = {
			name: "bank",
			data_wo: { token: "t0ken", user: "u" },
			data_wo_version: 1,
		};

		/** Names of the microservices that a change restarts. */
		const restarts = (
			type: string,
			stored: Stored,
			planned: Values,
			action: "update" | "replace" = "update",
		) =>
			provider.restarts(
				at.driver.configured,
				type,
				{
					action,
					prior: stored.state,
					planned: { ...stored.state, ...planned },
				},
				signal,
			);

		it("a secret is in no state; only another version sends it; a change by hand is sent over", async () => {
			if (lacks()) return;
			const { driver } = at;
			let stored = await driver.put("iofog_secret", secret);
			const data = async () => (await read("/secrets/bank")).data;
			expect(await data()).toEqual(secret.data_wo);
			expect(JSON.stringify(stored)).not.toMatch(/t0ken|token/);
			expect(stored.state).toMatchObject({ type: "Opaque", data_wo: null });
			expect(stored.state.id).toEqual((await read("/secrets/bank")).id);

			const other = { ...secret, data_wo: { token: "n3w" } };
			expect(await driver.changes("iofog_secret", other, stored)).toEqual([]);
			stored = await driver.put(
				"iofog_secret",
				{ ...other, data_wo_version: 2 },
				stored,
			);
			expect(await data()).toEqual({ token: "n3w" });
			expect((await driver.read("iofog_secret", stored))?.state).toEqual(
				stored.state,
			);
			for (const hacked of [
				{ token: "hacked" },
				{ token: "n3w", more: "m" },
				{},
			]) {
				await at.controller.call("PATCH", "/secrets/bank", {
					type: "Opaque",
					data: hacked,
				});
				const drifted = await driver.read("iofog_secret", stored);
				expect(drifted?.state).toEqual({
					...stored.state,
					data_wo_version: null,
				});
				expect(JSON.stringify(drifted)).not.toContain("hacked");
				stored = await driver.put(
					"iofog_secret",
					{ ...other, data_wo_version: 2 },
					drifted,
				);
				expect(await data()).toEqual({ token: "n3w" });
			}
			// Another form of the same values is no change.
			await at.controller.call("PATCH", "/secrets/bank", {
				type: "Opaque",
				data: { token: "n3w" },
			});
			expect((await driver.read("iofog_secret", stored))?.state).toEqual(
				stored.state,
			);
			await driver.remove("iofog_secret", stored);
		});

		it("another name, type or source forces replacement, and so does any change of what is immutable", async () => {
			if (lacks()) return;
			const { driver } = at;
			const replaces = async (type: string, config: Values, stored: Stored) =>
				(await driver.plan(type, config, stored)).requiresReplace.map(
					([n]) => n,
				);
			const bank = await driver.put("iofog_secret", secret);
			expect(
				await replaces(
					"iofog_secret",
					{ ...secret, name: "b2", type: "tls", data_wo: {} },
					bank,
				),
			).toEqual(["name", "type"]);
			const map = { name: "settings", data: { a: "1" } };
			let settings = await driver.put("iofog_config_map", map);
			expect(
				await replaces(
					"iofog_config_map",
					{ ...map, data: {}, use_vault: false },
					settings,
				),
			).toEqual([]);
			// It may become immutable in place, with new values at the same time.
			const fixed = { ...map, data: { a: "2" }, immutable: true };
			settings = await driver.put("iofog_config_map", fixed, settings);
			expect(await read("/configmaps/settings")).toMatchObject(fixed);
			expect(
				await replaces(
					"iofog_config_map",
					{ ...map, data: { a: "2" } },
					settings,
				),
			).toEqual(["immutable"]);
			expect(
				await replaces(
					"iofog_config_map",
					{ ...fixed, data: {}, use_vault: false },
					settings,
				),
			).toEqual(["data", "use_vault"]);
			expect(
				await replaces(
					"iofog_config_map",
					{ ...fixed, force_destroy: true },
					settings,
				),
			).toEqual([]);
			const mount = { name: "files", secret_name: "bank" };
			const files = await driver.put("iofog_volume_mount", mount);
			expect(
				await replaces(
					"iofog_volume_mount",
					{ name: "files", config_map_name: "settings" },
					files,
				),
			).toEqual(expect.arrayContaining(["secret_name", "config_map_name"]));
			await driver.remove("iofog_volume_mount", files);
			await driver.remove("iofog_config_map", settings);
			await driver.remove("iofog_secret", bank);
		});

		it.each([
			["iofog_secret", "secret_name", { ...secret, name: "held" }],
			["iofog_config_map", "config_map_name", { name: "held", data: {} }],
		])(
			"an %s with a volume mount that is not deleted too is refused, with its name; force_destroy lets it go",
			async (type, source, config) => {
				if (lacks()) return;
				const { driver } = at;
				let stored = await driver.put(type, config);
				const files = await driver.put("iofog_volume_mount", {
					name: "held-files",
					[source]: "held",
				});
				await expect(driver.remove(type, stored)).rejects.toThrow(/held-files/);
				stored = await driver.put(
					type,
					{ ...config, force_destroy: true },
					stored,
				);
				await driver.remove(type, stored);
				expect(await driver.read("iofog_volume_mount", files)).toBeNull();
			},
		);

		it("links that microservices and others make are no drift; a lost link is", async () => {
			if (lacks()) return;
			const { driver, web, edge, controller } = at;
			const second = await at.agent("place-edge-2");
			const [one, two] = [edge.state.uuid, second.state.uuid] as string[];
			const bank = await driver.put("iofog_secret", secret);
			const config = { name: "files", secret_name: "bank" };
			let files = await driver.put("iofog_volume_mount", config);
			const links = async () =>
				((await read("/volumeMounts/files/link")).fogUuids as string[]).sort();
			const user = await driver.put("iofog_microservice", {
				...web,
				name: "reader",
				volumes: [{ host: "files", container: "/files", type: "volumeMount" }],
			});
			expect(await links()).toEqual([one]);
			const untouched = async () =>
				expect((await driver.read("iofog_volume_mount", files))?.state).toEqual(
					files.state,
				);
			await untouched();
			const imported = await driver.import("iofog_volume_mount", "files");
			expect(
				await driver.changes("iofog_volume_mount", config, imported),
			).toEqual([]);

			const both = { ...config, agent_uuids: [two, one] };
			files = await driver.put("iofog_volume_mount", both, files);
			expect(await links()).toEqual([one, two].sort());
			await controller.call("DELETE", "/volumeMounts/files/link", {
				fogUuids: [two],
			});
			const drifted = await driver.read("iofog_volume_mount", files);
			expect(drifted?.state.agent_uuids).toEqual([one]);
			files = await driver.put("iofog_volume_mount", both, drifted);
			expect(await links()).toEqual([one, two].sort());
			// The microservice keeps its files where the code lets go of its agent.
			files = await driver.put("iofog_volume_mount", config, files);
			expect(await links()).toEqual([one]);

			// One that comes back under the same name is linked to whoever uses it.
			await driver.remove("iofog_volume_mount", files);
			driver.configured.forget();
			files = await driver.put("iofog_volume_mount", config);
			expect(await links()).toEqual([one]);
			await driver.remove("iofog_microservice", user);
			await driver.remove("iofog_volume_mount", files);
			await driver.remove("iofog_secret", bank);
		});

		it("what restarts is what takes variables from it", async () => {
			if (lacks()) return;
			const { driver, web } = at;
			const bank = await driver.put("iofog_secret", secret);
			const settings = await driver.put("iofog_config_map", {
				name: "settings",
				data: { a: "1", b: "1" },
			});
			const user = await driver.put("iofog_microservice", {
				...web,
				name: "user",
				env_from_secret: { T: "bank/token" },
				env_from_config_map: { A: "settings/a" },
			});
			const both: [string, Stored, Values, string[]][] = [
				["iofog_secret", bank, { data_wo_version: 2 }, ["place/user"]],
				["iofog_secret", bank, { force_destroy: true }, []],
				[
					"iofog_config_map",
					settings,
					{ data: { a: "2", b: "1" } },
					["place/user"],
				],
				["iofog_config_map", settings, { data: { a: "1", b: "2" } }, []],
				["iofog_config_map", settings, { data: UNKNOWN }, ["place/user"]],
			];
			for (const [type, stored, planned, names] of both)
				expect([planned, await restarts(type, stored, planned)]).toEqual([
					planned,
					names,
				]);
			expect(await restarts("iofog_secret", bank, {}, "replace")).toEqual([
				"place/user",
			]);
			await driver.put(
				"iofog_secret",
				{ ...secret, data_wo: { token: "n" }, data_wo_version: 2 },
				bank,
			);
			const env = (await at.live(user.state.uuid)).env as { value: string }[];
			expect(env.map(({ value }) => value).sort()).toEqual(["1", "n"]);
			expect((await driver.read("iofog_microservice", user))?.state).toEqual(
				user.state,
			);
			await driver.remove("iofog_microservice", user);
			await driver.remove("iofog_config_map", settings);
			await driver.remove("iofog_secret", bank);
		});

		it("data sources show them, a secret without its values", async () => {
			if (lacks()) return;
			const { driver, edge } = at;
			const bank = await driver.put("iofog_secret", secret);
			const settings = await driver.put("iofog_config_map", {
				name: "settings",
				data: { a: "1" },
			});
			const files = await driver.put("iofog_volume_mount", {
				name: "files",
				config_map_name: "settings",
				agent_uuids: [edge.state.uuid],
			});
			driver.configured.forget();
			const look = async (type: string, name: string) => {
				const { state, diagnostics } = await provider.readDataSource(
					driver.configured,
					type,
					{ name },
					signal,
				);
				expect(diagnostics).toEqual([]);
				return state;
			};
			expect(await look("iofog_secret", "bank")).toEqual({
				id: bank.state.id,
				name: "bank",
				type: "Opaque",
			});
			expect(await look("iofog_config_map", "settings")).toEqual({
				id: settings.state.id,
				name: "settings",
				data: { a: "1" },
				immutable: false,
				use_vault: true,
			});
			expect(await look("iofog_volume_mount", "files")).toEqual({
				uuid: files.state.uuid,
				name: "files",
				secret_name: null,
				config_map_name: "settings",
				agent_uuids: [edge.state.uuid],
				version: 1,
			});
			await driver.remove("iofog_volume_mount", files);
			await driver.remove("iofog_config_map", settings);
			await driver.remove("iofog_secret", bank);
		});
	},
);

describe.each(controllerDialects().filter((which) => which !== "3.7"))(
	"on Controller %s",
	(which) => {
		let at: Awaited<ReturnType<typeof place>>;
		const lacks = () => at.controller.dialect === "3.0";
		beforeAll(async () => {
			at = await place(which);
		});
		afterAll(() => at.clear());

		it.each([
			["iofog_secret", { name: "s", data_wo: {}, data_wo_version: 1 }],
			["iofog_config_map", { name: "m", data: {} }],
			["iofog_volume_mount", { name: "v", secret_name: "s" }],
		])("there is no %s, which the plan says", async (type, config) => {
			if (!lacks()) return;
			await expect(at.driver.plan(type, config)).rejects.toThrow(/3\.7/);
		});

		it("a volume cannot be a volume mount, which the plan says", async () => {
			if (!lacks()) return;
			const volumes = [{ host: "v", container: "/v", type: "volumeMount" }];
			await expect(
				at.driver.plan("iofog_microservice", { ...at.web, volumes }),
			).rejects.toThrow(/"volumeMount" exist on Controllers 3\.7 only/);
		});
	},
);

const secretOf = (more: Values) => ({
	name: "s",
	data_wo: {},
	data_wo_version: 1,
	...more,
});

describe("what is refused without a call", () => {
	it.each([
		["a secret without a name", "iofog_secret", secretOf({ name: "" }), "name"],
		[
			"a name of 256 characters",
			"iofog_secret",
			secretOf({ name: "x".repeat(256) }),
			"name",
		],
		["an unknown type", "iofog_secret", secretOf({ type: "docker" }), "type"],
		[
			"values without a version",
			"iofog_secret",
			secretOf({ data_wo_version: null }),
			"data_wo_version",
		],
		[
			"a TLS secret in plain text",
			"iofog_secret",
			secretOf({ type: "tls", data_wo: { crt: "pl4in text" } }),
			"data_wo",
		],
		["a config map without values", "iofog_config_map", { name: "m" }, "data"],
		[
			"a volume mount with a dot",
			"iofog_volume_mount",
			{ name: "a.b", secret_name: "s" },
			"name",
		],
		[
			"a volume mount of nothing",
			"iofog_volume_mount",
			{ name: "a" },
			"secret_name",
		],
		[
			"a volume mount of two",
			"iofog_volume_mount",
			{ name: "a", secret_name: "s", config_map_name: "m" },
			"config_map_name",
		],
	])("%s", (_name, type, config, argument) => {
		const diagnostics = provider.validateResource(type, config);
		expect(diagnostics.map(({ path }) => path?.[0])).toEqual([argument]);
		expect(JSON.stringify(diagnostics)).not.toContain("pl4in");
	});

	it.each([
		[
			"a name of 255 characters that take two places each",
			"iofog_secret",
			secretOf({ name: "🙂".repeat(255) }),
		],
		[
			"a TLS secret in base64",
			"iofog_secret",
			secretOf({ type: "tls", data_wo: { crt: "Y3J0", empty: "" } }),
		],
		[
			"values that are not known yet",
			"iofog_secret",
			secretOf({ type: "tls", data_wo: UNKNOWN }),
		],
		[
			"a value that is not known yet",
			"iofog_secret",
			secretOf({ type: "tls", data_wo: { crt: UNKNOWN } }),
		],
		[
			"a source that is not known yet",
			"iofog_volume_mount",
			{ name: "a", secret_name: UNKNOWN },
		],
	])("but not %s", (_name, type, config) => {
		expect(provider.validateResource(type, config)).toEqual([]);
	});
});
