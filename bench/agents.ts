import { Bare } from "./bare";
import { applied, planned } from "./engine";
import { table, take } from "./measure";
import { Project } from "./stack";

interface Login {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

/** A thousand agents: the plan beside the one list call, the create beside the sum of settling times. */
export async function agents(
	label: string,
	controller: Login,
	count: number,
	settleMs: number,
): Promise<void> {
	const bare = new Bare(controller);
	const { agentUuid, dialect } = await bare.prepare();
	const project = new Project(controller, agentUuid);
	const iofog_agent: Record<string, unknown> = {};
	for (let i = 0; i < count; i++)
		iofog_agent[`e${i}`] = {
			name: `edge-${i}`,
			host: `10.0.${i >> 8}.${i & 255}`,
			architecture: "amd64",
			router_mode: "none",
			...(dialect === "3.7" && { nats_mode: "none" }),
		};
	project.write({ iofog_agent });
	const first = await planned(project.dir);
	const created = await take(() => applied(first.plan));
	const list = await take(() => bare.call("GET", "/iofog-list"));
	const again = await take(() => planned(project.dir));
	const end = await planned(project.dir, true);
	const destroyed = await take(() => applied(end.plan));
	bare.close();
	project.remove();
	table(
		`${label}: ${count} agents that settle in ${settleMs} ms each`,
		["", "floor ms", "fogform ms", "ratio"],
		[
			[
				"no-op plan (floor: one list)",
				list.wall,
				again.wall,
				again.wall / list.wall,
			],
			[
				"create (floor: settling one by one)",
				count * settleMs,
				created.wall,
				created.wall / Math.max(1, count * settleMs),
			],
			["destroy", "-", destroyed.wall, "-"],
		],
	);
}
