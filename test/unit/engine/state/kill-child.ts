import { writeSync } from "node:fs";
import {
	jsonText,
	type StateSession,
	withState,
} from "../../../../src/engine/state";

// Works on a state until it is killed: many short sessions, each with parallel records. Says what is durable.
const [path = "", first = "0"] = process.argv.slice(2);
let value = Number(first);

async function work(session: StateSession, slot: number): Promise<void> {
	const address = `iofog_microservice.m[${slot}]`;
	for (let i = 0; i < 3; i++) {
		const mine = value++;
		await session.append({
			kind: "intent",
			address,
			type: "iofog_microservice",
			key: { name: `m${mine}` },
		});
		await session.append({
			kind: "result",
			address,
			provider: 'provider["registry.terraform.io/fogform/iofog"]',
			instance: {
				schemaVersion: 0,
				attributes: jsonText({ value: mine, filler: "x".repeat(500) }),
				sensitiveAttributes: [],
			},
		});
		writeSync(1, `${slot} ${mine}\n`);
	}
}

async function main(): Promise<void> {
	writeSync(1, "started\n");
	for (;;) {
		await withState(path, { operation: "apply" }, async (session) => {
			const slots = Array.from({ length: 10 }, (_, slot) => slot);
			await Promise.all(slots.map((slot) => work(session, slot)));
		});
	}
}

main().catch((fault) => {
	writeSync(2, `${fault.stack}\n`);
	process.exitCode = 1;
});
