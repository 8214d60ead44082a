import type { Client } from "./client";
import { decodeImages, type RawMicroservice } from "./microservice-decode";
import { encodeImages } from "./microservice-encode";
import { SharedObjects } from "./shared-objects";
import type { CatalogItem, CatalogItemSpec, InfoType } from "./types";
import { encodeAll, encodeChanges, type WireField } from "./wire";

interface RawCatalogItem {
	id: number;
	name: string;
	registryId: number | null;
	images: RawMicroservice["images"];
	description?: string | null;
	category?: string | null;
	publisher?: string | null;
	diskRequired?: number | null;
	ramRequired?: number | null;
	picture?: string | null;
	isPublic?: boolean | null;
	configExample?: string | null;
	inputType?: InfoType | null;
	outputType?: InfoType | null;
}

const encodeType = ({ infoType, infoFormat }: InfoType) => ({
	...(infoType && { infoType }),
	...(infoFormat && { infoFormat }),
});

const FIELDS: WireField<CatalogItemSpec>[] = [
	{ attribute: "name" },
	{ attribute: "registryId" },
	{ attribute: "images", encode: encodeImages },
	{ attribute: "description", clear: "" },
	{ attribute: "category", clear: "" },
	{ attribute: "publisher", clear: "" },
	{ attribute: "diskRequired" },
	{ attribute: "ramRequired" },
	{ attribute: "picture" },
	{ attribute: "public", wire: "isPublic", clear: false },
	{ attribute: "configExample" },
	{ attribute: "inputType", encode: encodeType },
	{ attribute: "outputType", encode: encodeType },
];

// An item that has no types is answered with an object of nulls, the Controller's own items with null.
const decodeType = (raw?: InfoType | null): InfoType | null =>
	raw?.infoType || raw?.infoFormat
		? { infoType: raw.infoType ?? null, infoFormat: raw.infoFormat ?? null }
		: null;

function decode(raw: RawCatalogItem): CatalogItem {
	return {
		id: raw.id,
		name: raw.name,
		registryId: raw.registryId ?? 1,
		images: decodeImages(raw.images),
		description: raw.description ?? "",
		category: raw.category ?? null,
		publisher: raw.publisher ?? null,
		diskRequired: raw.diskRequired ?? 0,
		ramRequired: raw.ramRequired ?? 0,
		picture: raw.picture ?? null,
		public: raw.isPublic ?? false,
		configExample: raw.configExample ?? null,
		inputType: decodeType(raw.inputType),
		outputType: decodeType(raw.outputType),
	};
}

/** The route group `/catalog/microservices`. */
export class CatalogItems {
	readonly #client: Client;
	readonly #objects: SharedObjects<CatalogItem>;

	constructor(client: Client) {
		this.#client = client;
		this.#objects = new SharedObjects<CatalogItem>(client, {
			plural: "catalog items",
			load: async (signal) => {
				const answer = (await client.call({
					method: "GET",
					path: "/catalog/microservices",
					subject: "the catalog items",
					signal,
				})) as { catalogItems: RawCatalogItem[] };
				return answer.catalogItems.map(decode);
			},
			single: async (id, signal) => {
				const raw = await client.callIfFound({
					method: "GET",
					path: `/catalog/microservices/${encodeURIComponent(id)}`,
					subject: `catalog item ${id}`,
					signal,
				});
				return raw === undefined ? undefined : decode(raw as RawCatalogItem);
			},
			idOf: ({ id }) => String(id),
			nameOf: ({ name }) => name,
		});
	}

	list(signal?: AbortSignal): Promise<CatalogItem[]> {
		return this.#objects.all(signal);
	}

	/** One catalog item, or undefined when it is gone. */
	get(
		{ id }: { id: number },
		signal?: AbortSignal,
	): Promise<CatalogItem | undefined> {
		return this.#objects.byId(String(id), signal);
	}

	/** Throws `ambiguous` when several items have the name. */
	findByName(
		name: string,
		signal?: AbortSignal,
	): Promise<CatalogItem | undefined> {
		return this.#objects.byName(name, signal);
	}

	async create(
		spec: CatalogItemSpec,
		signal?: AbortSignal,
		options: { onIdentity?: (identity: { id: number }) => void } = {},
	): Promise<{ id: number }> {
		const dialect = await this.#client.dialect(signal);
		const key = `catalog-item/${spec.name}`;
		return this.#objects.write(
			key,
			{ names: [spec.name] },
			signal,
			async () => {
				const { id } = (await this.#client.call({
					method: "POST",
					path: "/catalog/microservices",
					subject: `catalog item "${spec.name}"`,
					body: encodeAll(FIELDS, spec, dialect),
					signal,
				})) as { id: number };
				this.#objects.touch(String(id));
				options.onIdentity?.({ id });
				return { id };
			},
		);
	}

	/** Sends what has changed; makes no call when nothing has. The image of an architecture cannot be taken away. */
	async update(
		{ id }: { id: number },
		prior: Partial<CatalogItemSpec>,
		planned: Partial<CatalogItemSpec>,
		signal?: AbortSignal,
	): Promise<void> {
		const dialect = await this.#client.dialect(signal);
		const body = encodeChanges(FIELDS, prior, planned, dialect);
		if (Object.keys(body).length === 0) return;
		await this.#objects.patch(`catalog-item/${id}`, String(id), {
			path: `/catalog/microservices/${id}`,
			subject: `catalog item ${planned.name ? `"${planned.name}"` : id}`,
			names: [prior.name, planned.name],
			body,
			signal,
		});
	}

	/** Deletes a catalog item; one that is gone already is fine. */
	async delete({ id }: { id: number }, signal?: AbortSignal): Promise<void> {
		await this.#objects.remove(`catalog-item/${id}`, String(id), {
			path: `/catalog/microservices/${id}`,
			subject: `catalog item ${id}`,
			signal,
		});
	}

	forget(): void {
		this.#objects.forget();
	}
}
