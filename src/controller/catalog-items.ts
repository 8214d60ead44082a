import type { CatalogItem, CatalogItemSpec } from "./types";

/** The route group `/catalog/microservices`. */
export declare class CatalogItems {
	list(signal?: AbortSignal): Promise<CatalogItem[]>;
	get(
		identity: { id: number },
		signal?: AbortSignal,
	): Promise<CatalogItem | undefined>;
	findByName(
		name: string,
		signal?: AbortSignal,
	): Promise<CatalogItem | undefined>;
	create(
		spec: CatalogItemSpec,
		signal?: AbortSignal,
		options?: { onIdentity?: (identity: { id: number }) => void },
	): Promise<{ id: number }>;
	update(
		identity: { id: number },
		prior: Partial<CatalogItemSpec>,
		planned: Partial<CatalogItemSpec>,
		signal?: AbortSignal,
	): Promise<void>;
	delete(identity: { id: number }, signal?: AbortSignal): Promise<void>;
}
