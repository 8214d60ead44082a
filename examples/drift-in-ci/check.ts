import { drift } from "fogform";

/** Says what somebody changed behind the code, and fails if anything was. */
async function check(): Promise<void> {
	const { stacks } = await drift({ dir: __dirname });
	for (const [stack, { drift }] of Object.entries(stacks))
		for (const { address, class: kind, attributes } of drift) {
			console.log(`${stack}: ${address} is ${kind}`);
			for (const { path, state, live } of attributes)
				console.log(
					`  ${path.join(".")}: ${JSON.stringify(state)} became ${JSON.stringify(live)}`,
				);
			process.exitCode = 2;
		}
}

check();
