import type { Application, Microservice } from "./types";

/** An application as read, with its microservices. */
export interface ApplicationWithMicroservices extends Application {
	microservices: Microservice[];
}

/** The route group `/application`. */
export declare class Applications {
	/** Every application in one call, with its microservices: shared by all reads that follow until the next write or `forget`. */
	all(signal?: AbortSignal): Promise<ApplicationWithMicroservices[]>;
	list(signal?: AbortSignal): Promise<Application[]>;
	get(
		identity: { name: string },
		signal?: AbortSignal,
	): Promise<ApplicationWithMicroservices | undefined>;
	create(
		spec: Application,
		signal?: AbortSignal,
		options?: { onIdentity?: (identity: { name: string }) => void },
	): Promise<{ name: string }>;
	update(
		identity: { name: string },
		prior: Partial<Application>,
		planned: Partial<Application>,
		signal?: AbortSignal,
	): Promise<void>;
	/** Deletes the application and, with it, all its microservices. */
	delete(identity: { name: string }, signal?: AbortSignal): Promise<void>;
}
