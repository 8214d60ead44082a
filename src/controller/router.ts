import type { Router } from "./types";

/** The route group `/router`: one object, which the Controller cannot delete. */
export declare class Routers {
	get(signal?: AbortSignal): Promise<Router | undefined>;
	/** Writes the whole object, over one that exists too. */
	put(spec: Router, signal?: AbortSignal): Promise<void>;
	update(
		prior: Partial<Router>,
		planned: Router,
		signal?: AbortSignal,
	): Promise<void>;
}
