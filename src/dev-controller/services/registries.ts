import { foreignKey, invalid, notFound } from "../errors";
import type { Registry, User } from "../model";
import { defined, looseId, type World } from "../world";
import { raise, raiseMicroservices } from "./changes";

/** What a client sends of a registry. */
export interface RegistryBody {
	url?: string;
	isPublic?: boolean;
	username?: string;
	password?: string;
	email?: string;
	requiresCert?: boolean;
	certificate?: string;
}

function tellAgents(world: World, userId: number): void {
	for (const agent of world.agents.all())
		if (world.dialect === "3.7" || agent.userId === userId)
			raise(world, agent.uuid, "registries");
}

function checkCertificate(world: World, body: RegistryBody): void {
	if (
		world.dialect === "3.0" &&
		body.requiresCert &&
		body.certificate === undefined
	)
		throw invalid(
			'Property "certificate" is required if property "requiresCert" is set to true',
		);
}

/** The built-in registries 1 and 2, which belong to nobody. */
export function seedRegistries(world: World): void {
	for (const url of ["registry.hub.docker.com", "from_cache"])
		world.registries.insert({
			id: world.store.next("registry"),
			url,
			isPublic: true,
			isSecure: true,
			certificate: "",
			requiresCert: false,
			username: "",
			password: "",
			userEmail: "",
			userId: null,
		});
}

/** A registry as lists show it: everything but the password. */
export function registryView(
	world: World,
	registry: Registry,
): Record<string, unknown> {
	const { id, url, isPublic, username, userEmail } = registry;
	if (world.dialect === "3.7")
		return { id, url, isPublic, username, userEmail };
	const { password: _, ...view } = registry;
	return view;
}

/** Adds a registry. */
export function createRegistry(
	world: World,
	body: RegistryBody,
	user: User,
): { id: number } {
	world.validate("registryCreate", body);
	checkCertificate(world, body);
	const registry = world.registries.insert({
		id: world.store.next("registry"),
		url: String(body.url),
		isPublic: Boolean(body.isPublic),
		isSecure: null,
		certificate: body.certificate ?? null,
		requiresCert: body.requiresCert ?? null,
		username: String(body.username),
		password: String(body.password),
		userEmail: String(body.email),
		userId: user.id,
	});
	tellAgents(world, user.id);
	return { id: registry.id };
}

/** The registries that a user may use, without passwords. */
export function listRegistries(world: World, user: User): unknown {
	const visible = world.registries
		.all()
		.filter(
			(registry) =>
				world.dialect === "3.7" ||
				registry.isPublic ||
				registry.userId === user.id,
		);
	return {
		registries: visible.map((registry) => registryView(world, registry)),
	};
}

/** One registry with its password in clear text (3.7 only). */
export function getRegistry(world: World, id: string): unknown {
	const number = Number.parseInt(id, 10);
	if (Number.isNaN(number))
		throw Object.assign(new Error("SQLITE_ERROR: no such column: NaN"), {
			name: "SequelizeDatabaseError",
		});
	const registry = world.registries.get(number);
	if (!registry) throw notFound("Invalid registry id '{}'", id);
	return { ...registryView(world, registry), password: registry.password };
}

/** Changes what a body names of a registry. */
export function updateRegistry(
	world: World,
	id: string,
	body: RegistryBody,
	user: User,
): void {
	world.validate("registryUpdate", body);
	checkCertificate(world, body);
	const is37 = world.dialect === "3.7";
	const parsed = Number.parseInt(id, 10);
	if (is37 && (parsed === 1 || parsed === 2))
		throw invalid("Registry is system and can't be updated or deleted");
	const registry = world.registries.get(looseId(id));
	if (!registry) throw notFound("Registry not found");
	// 3.0 answers 204 for somebody else's registry and changes nothing.
	if (is37 || registry.userId === user.id) {
		const { email, ...rest } = body;
		const { url, username, password, isPublic, requiresCert, certificate } =
			rest;
		const certificates = is37 ? {} : { requiresCert, certificate };
		world.registries.update(
			registry,
			defined({
				url,
				username,
				password,
				isPublic,
				userEmail: email,
				...certificates,
			}),
		);
	}
	if (is37)
		for (const microservice of world.microservices.all())
			if (microservice.registryId === registry.id) {
				world.microservices.update(microservice, { rebuild: true });
				raiseMicroservices(world, microservice.iofogUuid);
			}
	tellAgents(world, user.id);
}

/** Removes a registry that no microservice uses; catalog items lose theirs. */
export function deleteRegistry(world: World, id: string, user: User): void {
	const number = Number.parseInt(id, 10);
	world.validate("registryDelete", { id: number });
	const is37 = world.dialect === "3.7";
	if (is37 && (number === 1 || number === 2))
		throw invalid("Registry is system and can't be updated or deleted");
	const registry = world.registries.get(number);
	if (!registry || (!is37 && registry.userId !== user.id))
		throw notFound("Invalid registry id '{}'", number);
	const used = world.microservices.find((m) => m.registryId === registry.id);
	if (used)
		throw is37
			? invalid("Registry is in use by microservices and can't be deleted")
			: foreignKey();
	for (const item of world.catalog.all())
		if (item.registryId === registry.id)
			world.catalog.update(item, { registryId: null });
	world.registries.remove(registry);
	tellAgents(world, user.id);
}
