import type { Agent, Application, Microservice } from "../model";
import { timestamps, type World } from "../world";
import { deleteSecret } from "./mounted-data";
import {
	credentials,
	natsApplications,
	seed,
	systemUser,
	systemUserFile,
} from "./nats-contents";
import { slug } from "./system-applications";

const OPERATOR = "nats-operator-seed";

/** Keeps an opaque secret, unless there is one of that name. */
export function keepSecret(
	world: World,
	name: string,
	data: Record<string, string>,
): void {
	if (world.secrets.get(name)) return;
	world.secrets.insert({
		id: world.store.next("secret"),
		name,
		type: "Opaque",
		data,
		...timestamps(),
	});
}

/** Keeps the seed of an account; the operator that signs for it comes first. */
function keepAccount(world: World, name: string): void {
	keepSecret(world, OPERATOR, { seed: seed("O", OPERATOR) });
	keepSecret(world, name, { seed: seed("A", name) });
}

/** The account of the NATS servers themselves. */
export const keepSystemAccount = (world: World): void =>
	keepAccount(world, "nats-system-account-seed");

const leafSeed = (agent: Agent) => `nats-leaf-system-seed-${slug(agent.name)}`;

const LEAF = { isLeaf: true, isHub: false };

const leafUser = (agent: Agent) =>
	`nats-creds-sys-leaf-${slug(agent.name)}-${systemUser(agent, LEAF)}`;

/** The account of the NATS server of an agent that is a leaf, and those of the applications that it serves. */
export function keepLeafAccounts(world: World, agent: Agent): void {
	keepAccount(world, leafSeed(agent));
	for (const application of natsApplications(world, agent.uuid))
		keepApplicationAccount(world, application);
}

/** The users by which the server of a leaf signs in: one for each application, and its own. */
export function keepLeafUsers(world: World, agent: Agent): void {
	const user = `leaf-${slug(agent.name)}`;
	for (const application of natsApplications(world, agent.uuid))
		keepUser(world, application.name, user);
	keepSecret(world, leafUser(agent), {
		[systemUserFile(agent, LEAF)]: credentials(systemUser(agent, LEAF)),
	});
}

/** Takes the account of a leaf away, with its user. */
export function dropLeafAccount(world: World, agent: Agent): void {
	for (const name of [leafUser(agent), leafSeed(agent)])
		deleteSecret(world, name);
}

const accountSeed = (application: Application) =>
	`nats-account-seed-${slug(application.name)}`;

/** The account of an application with access to NATS. */
export const keepApplicationAccount = (
	world: World,
	application: Application,
): void => keepAccount(world, accountSeed(application));

/** Takes the account of an application away, with all of its users. */
export function dropApplicationAccount(
	world: World,
	application: Application,
): void {
	if (!world.secrets.get(accountSeed(application))) return;
	const folder = `${slug(application.name, 64)}/`;
	for (const { name, data } of world.secrets.all())
		if (
			name.startsWith("nats-creds-") &&
			Object.keys(data).some((file) => file.startsWith(folder))
		)
			deleteSecret(world, name);
	deleteSecret(world, accountSeed(application));
}

function keepUser(world: World, application: string, user: string): string {
	const secret = `nats-creds-${slug(application)}-${slug(user)}`;
	keepSecret(world, secret, {
		[`${slug(application, 64)}/${slug(user, 64)}.creds`]: credentials(user),
	});
	return secret;
}

/** The user of a microservice, in the account of its application; gives the name of the secret. */
export function keepMicroserviceUser(
	world: World,
	microservice: Microservice,
	application: Application | undefined,
): string {
	if (application) keepApplicationAccount(world, application);
	return keepUser(world, application?.name ?? "app", microservice.name);
}
