import type { TestController } from "./controllers";
import { LikeDocker } from "./like-docker";
import { PlayedAgent } from "./played-agent";

/** A host whose Docker Engine has one container, "edge", with an agent in it that joins and leaves the fleet of a Controller as it is told. */
export interface PlayedHost {
	/** As `docker_host` takes it. */
	readonly dockerHost: string;
	close(): Promise<void>;
}

/** Starts a host on a free port. */
export async function playedHost({
	login,
}: TestController): Promise<PlayedHost> {
	let agent: PlayedAgent | undefined;
	const docker = new LikeDocker(async (words, key) => {
		if (words.includes("--hand-over"))
			agent ??= await PlayedAgent.join(login.url, key.trim());
		else {
			await agent?.leave();
			agent = undefined;
		}
		return { frames: [], code: 0 };
	});
	return {
		dockerHost: `tcp://${await docker.onTcp()}`,
		close: async () => {
			await agent?.stop();
			await docker.close();
		},
	};
}
