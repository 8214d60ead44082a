import { duplicate, foreignKey, invalid, notFound } from "../errors";
import type { CatalogItem, Image, InfoType, User } from "../model";
import { defined, looseId, type World } from "../world";
import { raiseMicroservices } from "./changes";
import { inRowOrder } from "./row-order";

/** What a client sends of a catalog item. */
export interface CatalogBody {
	name?: string;
	description?: string;
	category?: string;
	publisher?: string;
	diskRequired?: number;
	ramRequired?: number;
	picture?: string;
	isPublic?: boolean;
	registryId?: number;
	configExample?: string;
	images?: { containerImage: string; fogTypeId: number }[];
	inputType?: Partial<InfoType>;
	outputType?: Partial<InfoType>;
}

const unknownItem = (id: unknown) =>
	notFound("Invalid catalog item id '{}'", id);

const plain = (body: CatalogBody) =>
	defined({
		name: body.name,
		description: body.description,
		category: body.category,
		configExample: body.configExample,
		publisher: body.publisher,
		diskRequired: body.diskRequired,
		ramRequired: body.ramRequired,
		picture: body.picture,
		isPublic: body.isPublic,
		registryId: body.registryId,
	});

/** A catalog item as every answer shows it. */
export function catalogView(item: CatalogItem): Record<string, unknown> {
	const { userId: _, ...view } = item;
	return view;
}

/** The item that a client or a microservice means; 3.0 hides the SYSTEM ones. */
export function findCatalogItem(world: World, id: unknown): CatalogItem {
	const item = world.catalog.get(looseId(id));
	if (!item || (world.dialect === "3.0" && item.category === "SYSTEM"))
		throw unknownItem(id);
	return item;
}

/** All items, also those of other users; 3.0 hides the SYSTEM ones. */
export function listCatalog(world: World): unknown {
	const items = world.catalog
		.all()
		.filter((item) => world.dialect === "3.7" || item.category !== "SYSTEM");
	return {
		catalogItems: items.map((item) => ({
			...catalogView(item),
			images: inRowOrder(world, item.images, "containerImage", "fogTypeId"),
		})),
	};
}

function checkName(
	world: World,
	name: string | undefined,
	user: User,
	self?: number,
): void {
	if (!name) return;
	const taken = world.catalog
		.by("name", name)
		.some(
			(item) =>
				item.id !== self &&
				(world.dialect === "3.7" ||
					item.userId === null ||
					item.userId === user.id),
		);
	if (taken) throw duplicate(name);
}

const info = (type: Partial<InfoType> | undefined): InfoType => ({
	infoType: type?.infoType ?? null,
	infoFormat: type?.infoFormat ?? null,
});

/** Adds an item, with an image or an empty place for each architecture. */
export function createCatalogItem(
	world: World,
	body: CatalogBody,
	user: User,
): { id: number } {
	world.validate("catalogItemCreate", body);
	checkName(world, body.name, user);
	if (body.publisher === "Eclipse ioFog")
		throw invalid(
			"You are not allowed to add catalog item as 'Eclipse ioFog' publisher",
		);
	if (!world.registries.get(body.registryId))
		throw body.registryId
			? notFound("Invalid registry id '{}'", body.registryId)
			: foreignKey();
	const images: Image[] = [1, 2].map((fogTypeId) => ({
		containerImage:
			body.images?.filter((image) => image.fogTypeId === fogTypeId).at(-1)
				?.containerImage ?? null,
		fogTypeId,
	}));
	const item = world.catalog.insert({
		id: world.store.next("catalogItem"),
		name: "New Catalog Item",
		description: "",
		category: null,
		configExample: "{}",
		publisher: null,
		diskRequired: 0,
		ramRequired: 0,
		picture: "images/shared/default.png",
		isPublic: false,
		registryId: null,
		userId: user.id,
		...plain(body),
		images,
		inputType: info(body.inputType),
		outputType: info(body.outputType),
	});
	return { id: item.id };
}

function updateItem(
	world: World,
	id: string,
	body: CatalogBody,
	user: User,
): void {
	const changes = plain(body);
	if (Object.keys(changes).length === 0) return;
	if (body.registryId && !world.registries.get(body.registryId))
		throw notFound("Invalid registry id '{}'", body.registryId);
	const number = looseId(id);
	if (body.registryId && world.dialect === "3.7")
		for (const user of world.microservices.by("catalogItem", number))
			world.microservices.update(user, { registryId: body.registryId });
	const item = world.catalog.get(number);
	if (!item || (world.dialect === "3.0" && item.userId !== user.id))
		throw unknownItem(id);
	if (item.category === "SYSTEM")
		throw invalid("Catalog item id {} is system and can't be updated", id);
	checkName(world, body.name, user, item.id);
	if (body.registryId === 0) throw foreignKey();
	world.catalog.update(item, changes);
}

/** Changes an item in three independent steps, as the Controller does: a later one that fails leaves the earlier ones. */
export function updateCatalogItem(
	world: World,
	id: string,
	body: CatalogBody,
	user: User,
): void {
	world.validate("catalogItemUpdate", body);
	updateItem(world, id, body, user);
	const number = looseId(id);
	const item = world.catalog.get(number);
	if (body.images) {
		const users = world.microservices.by("catalogItem", number);
		if (
			world.dialect === "3.0" &&
			users.some((m) => m.status?.status === "RUNNING")
		)
			throw invalid(
				"Can't update catalog item images for item used for running microservices",
			);
		if (!item && body.images.length > 0) throw foreignKey();
		if (item) {
			const images = item.images.map((image) => ({
				...image,
				containerImage:
					body.images?.filter((i) => i.fogTypeId === image.fogTypeId).at(-1)
						?.containerImage ?? image.containerImage,
			}));
			world.catalog.update(item, { images });
		}
		if (world.dialect === "3.7")
			for (const microservice of users) {
				world.microservices.update(microservice, { rebuild: true });
				raiseMicroservices(world, microservice.iofogUuid);
			}
	}
	for (const kind of ["inputType", "outputType"] as const) {
		const change = body[kind];
		if (!change) continue;
		if (!item) throw foreignKey();
		world.catalog.update(item, {
			[kind]: { ...info(item[kind] ?? {}), ...defined(change) },
		});
	}
}

/** Removes an item that no microservice uses. */
export function deleteCatalogItem(world: World, id: string, user: User): void {
	const item = world.catalog.get(looseId(id));
	if (!item || (world.dialect === "3.0" && item.userId !== user.id))
		throw unknownItem(id);
	if (item.category === "SYSTEM")
		throw invalid("Catalog item id {} is system and can't be deleted", id);
	if (world.microservices.by("catalogItem", item.id).length > 0)
		throw world.dialect === "3.0"
			? foreignKey()
			: invalid(
					"Can't update catalog item images for item used for running microservices",
				);
	world.catalog.remove(item);
}
