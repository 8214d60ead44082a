import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dialect } from "./dialect";
import { Faults } from "./faults";
import { startJobs } from "./jobs";
import { offerLogSessions } from "./log-sessions";
import { createLookups } from "./lookups";
import { EMAIL } from "./schemas/kinds";
import { createListener } from "./server";
import { addUser } from "./services/accounts";
import { seedRegistries } from "./services/registries";
import { seedCatalog } from "./services/seed-catalog";
import { openWorld, type World } from "./world";

export type { Dialect } from "./dialect";
export { CONTROLLER_VERSION } from "./dialect";
export type { Fault, FaultKind } from "./faults";
export type * as model from "./model";
export type { World } from "./world";

// Long enough for calls that a client sends at once to arrive before the first is done.
const CHAOS_MS = 25;

/** True for an e-mail address that a Controller lets log in. */
export const isEmail = (text: string): boolean => new RegExp(EMAIL).test(text);

/** The e-mail address of the user that a dev Controller has when none is given. */
export const DEFAULT_EMAIL = "dev@example.com";
/** The password of that user. */
export const DEFAULT_PASSWORD = "devController1";
/** How long an agent of 3.7 settles by default, in milliseconds; a real Controller takes 3 to 6 seconds. */
export const DEFAULT_SETTLE_MS = 4000;

/** How to start a dev Controller. */
export interface DevControllerOptions {
	/** The Controller to behave as. */
	dialect: Dialect;
	/** The port to listen on; 0, the default, picks a free one. */
	port?: number;
	/** The address to listen on; loopback by default. */
	host?: string;
	/** The directory of the SQLite database; without it, data lives in memory. */
	data?: string;
	/** The user that exists at once, {@link DEFAULT_EMAIL} by default. */
	email?: string;
	/** That user's password, {@link DEFAULT_PASSWORD} by default. */
	password?: string;
	/** Whether it begins without a user: the first one signs up (`POST /user/signup`), on 3.7, too, as long as it has none. */
	signUp?: boolean;
	/** How long an agent settles on 3.7, in milliseconds; 0 settles it within the request. */
	settleMs?: number;
	/** Added to every answer, in milliseconds. */
	latencyMs?: number;
	/** Whether a call that fails leaves nothing behind; the real ones, which have no transactions, keep what they did before it failed. */
	strict?: boolean;
	/** Whether calls at the same time cross each other as on the real ones: names and ports given twice, variables mixed. A number: those within so many milliseconds, 25 by default. */
	chaos?: boolean | number;
	/** Whether `/__faults` exists. */
	faults?: boolean;
}

/** A running dev Controller. */
export interface DevController {
	/** `http://host:port`; the API is below `/api/v3`. */
	url: string;
	port: number;
	email: string;
	password: string;
	dialect: Dialect;
	/** Everything stored, for tests that look at objects by a second path. */
	world: World;
	/** Stops listening, ends open connections and closes the database. */
	close(): Promise<void>;
}

function seed(
	world: World,
	user: { email: string; password: string } | undefined,
): void {
	const kept = world.settings.get("dialect");
	if (kept && kept.value !== world.dialect) {
		world.store.close();
		throw new Error(
			`the data folder belongs to a dev Controller of ${kept.value}, and this is ${world.dialect}: use another folder`,
		);
	}
	if (world.store.fresh) {
		world.settings.insert({ name: "dialect", value: world.dialect });
		seedRegistries(world);
		seedCatalog(world);
	}
	if (user && world.users.by("email", user.email).length === 0)
		addUser(world, { firstName: "Dev", lastName: "User", ...user });
	world.store.commit();
}

/** Starts a Controller to develop and test against, in this process; resolves when it listens. */
export async function startDevController(
	options: DevControllerOptions,
): Promise<DevController> {
	const { dialect, port = 0, host = "127.0.0.1" } = options;
	const email = options.email ?? DEFAULT_EMAIL;
	const password = options.password ?? DEFAULT_PASSWORD;
	const pending = new Set<NodeJS.Timeout>();
	const world = openWorld(
		dialect,
		options.data,
		options.settleMs ?? DEFAULT_SETTLE_MS,
		(milliseconds, work) => {
			if (milliseconds <= 0) return work();
			const timer = setTimeout(() => {
				pending.delete(timer);
				work();
				world.store.commit();
			}, milliseconds);
			pending.add(timer);
		},
		createLookups,
	);
	seed(world, options.signUp ? undefined : { email, password });
	const server = createServer(
		createListener(world, {
			latencyMs: options.latencyMs ?? 0,
			strict: options.strict ?? false,
			chaosMs: options.chaos === true ? CHAOS_MS : Number(options.chaos ?? 0),
			signUp: options.signUp ?? false,
			faults: options.faults ? new Faults() : undefined,
		}),
	);
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	const stopJobs = startJobs(world);
	// Without a listener a request to upgrade is an ordinary request, as on 3.0.
	const endLogs =
		dialect === "3.7" ? offerLogSessions(server, world) : () => {};
	const address = server.address() as AddressInfo;
	const shown =
		address.family === "IPv6" ? `[${address.address}]` : address.address;
	return {
		url: `http://${shown}:${address.port}`,
		port: address.port,
		email,
		password,
		dialect,
		world,
		async close() {
			stopJobs();
			endLogs();
			for (const timer of pending) clearTimeout(timer);
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
			world.store.close();
		},
	};
}
