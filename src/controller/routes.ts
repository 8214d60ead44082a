import type { Route } from "./types";

/** What tells one route from another. */
export type RouteIdentity = Pick<Route, "application" | "name">;

/** The route group `/routes` (3.0 only). */
export declare class Routes {
	list(signal?: AbortSignal): Promise<Route[]>;
	get(
		identity: RouteIdentity,
		signal?: AbortSignal,
	): Promise<Route | undefined>;
	create(
		spec: Route,
		signal?: AbortSignal,
		options?: { onIdentity?: (identity: RouteIdentity) => void },
	): Promise<RouteIdentity>;
	update(
		identity: RouteIdentity,
		prior: Partial<Route>,
		planned: Route,
		signal?: AbortSignal,
	): Promise<void>;
	delete(identity: RouteIdentity, signal?: AbortSignal): Promise<void>;
}
