import { spawn } from "node:child_process";
import { join } from "node:path";
import { apply, plan } from "../../src/engine";
import { readFleet } from "../support/kill-child";
import { memoryProvider } from "../support/memory-provider";
import { StackFolder } from "../support/stack-folder";

jest.setTimeout(120_000);

const SERVICES = 24;
const STACK = {
	resource: {
		mem_registry: { hub: { url: "https://hub" } },
		mem_application: { shop: { name: "shop" } },
		mem_service: {
			web: {
				count: SERVICES,
				name: "web-${count.index}",
				application: "${mem_application.shop.name}",
				registry: "${mem_registry.hub.id}",
			},
		},
	},
	output: { ids: { value: "${mem_service.web[*].id}" } },
};

/** Runs an apply in a process of its own and kills it some time after it has planned; true where it was still at work. */
function applyAndKill(
	dir: string,
	file: string,
	after: number,
): Promise<boolean> {
	return new Promise((done, reject) => {
		const child = spawn(
			process.execPath,
			[
				join(__dirname, "../../node_modules/jiti/lib/jiti-cli.mjs"),
				join(__dirname, "../support/kill-child.ts"),
				dir,
				file,
			],
			{ env: { ...process.env, FOGFORM_KILL_CHILD: "1" } },
		);
		let errors = "";
		child.stderr.on("data", (chunk) => {
			errors += chunk;
		});
		child.stdout.once("data", () =>
			setTimeout(() => child.kill("SIGKILL"), after),
		);
		child.on("close", (code, signal) => {
			if (signal === "SIGKILL") done(true);
			else if (code === 0) done(false);
			else reject(new Error(errors));
		});
	});
}

test.each([0, 8, 15, 22, 30, 45, 60])(
	"killed with SIGKILL %i ms after planning: nothing twice, nothing lost, and then an empty plan",
	async (after) => {
		const folder = new StackFolder();
		const file = join(folder.dir, "fleet.json");
		try {
			folder.write(STACK);
			await applyAndKill(folder.dir, file, after);
			const fleet = readFleet(file);
			const options = {
				dir: folder.dir,
				provider: memoryProvider(fleet),
				env: {},
			};
			await apply(await plan(options));
			const live = [...fleet.of("mem_service").values()];
			expect(live.map(({ name }) => name).sort()).toEqual(
				Array.from({ length: SERVICES }, (_, i) => `web-${i}`).sort(),
			);
			expect(fleet.of("mem_registry").size).toBe(1);
			const stored = folder.state.resources.flatMap(
				({ instances }) => instances,
			);
			expect(stored).toHaveLength(SERVICES + 2);
			expect((await plan(options)).hasChanges).toBe(false);
		} finally {
			folder.remove();
		}
	},
);
