import {
	createHash,
	createPublicKey,
	generateKeyPairSync,
	verify,
} from "node:crypto";
import { inspect } from "node:util";
import { ApiError, foreignKey, invalid, notFound } from "../errors";
import type { Agent, Microservice } from "../model";
import { defined, randomText, timestamps, type World } from "../world";
import { removeAgentRow } from "./agents";
import { clearChanges, raise, raiseFull, readChanges } from "./changes";
import { routerOf } from "./routers";

const TOKEN_MS = 3_600_000 * 1000;

const refused = (text = "authorization failed") =>
	new ApiError("AuthenticationError", text);

function imagesOf(world: World, microservice: Microservice) {
	return microservice.images.length > 0
		? microservice.images
		: (world.catalog.get(microservice.catalogItemId)?.images ?? []);
}

/** Exchanges a provisioning key for credentials: a token on 3.0, a private key on 3.7. */
export function provision(
	world: World,
	body: { type: number; key: string },
): Record<string, unknown> {
	world.validate("agentProvision", body);
	const agent = world.agents.find((row) => row.provisioning?.key === body.key);
	if (!agent?.provisioning) throw notFound("Invalid Provisioning Key");
	if (agent.provisioning.expires < Date.now())
		throw refused("Expired provision key");
	const unfit = world.microservices
		.by("agent", agent.uuid)
		.filter(
			(m) => !imagesOf(world, m).some((image) => image.fogTypeId === body.type),
		);
	if (unfit.length > 0)
		throw invalid(
			`Some of microservices haven't proper docker images for this ioFog type. List of invalid microservices:\n${unfit
				.map((m) => ` "${m.name}" microservice\n`)
				.join("")}`,
		);
	world.agents.update(agent, { fogTypeId: body.type, provisioning: null });
	const old = world.credentials.get(agent.uuid);
	if (old) world.credentials.remove(old);
	if (world.dialect === "3.0") {
		const token = randomText(16);
		const expires = Date.now() + TOKEN_MS;
		world.credentials.insert({
			agent: agent.uuid,
			token,
			expires,
			publicKey: null,
		});
		return { uuid: agent.uuid, token };
	}
	const keys = generateKeyPairSync("ed25519");
	world.credentials.insert({
		agent: agent.uuid,
		token: null,
		expires: 0,
		publicKey: keys.publicKey.export({ format: "jwk" }) as Record<
			string,
			unknown
		>,
	});
	raise(world, agent.uuid, "volumeMounts", "registries");
	raiseFull(world, agent.uuid);
	const jwk = JSON.stringify(keys.privateKey.export({ format: "jwk" }));
	return {
		uuid: agent.uuid,
		privateKey: Buffer.from(jwk).toString("base64"),
		namespace: "datasance",
	};
}

/** Token ids that agents of 3.7 have used, until they expire (milliseconds). */
const usedTokens = new WeakMap<World, Map<string, number>>();

function spend(world: World, id: string, expires: number): boolean {
	const used = usedTokens.get(world) ?? new Map<string, number>();
	usedTokens.set(world, used);
	if (used.size > 10_000)
		for (const [old, end] of used) if (end < Date.now()) used.delete(old);
	if (used.has(id)) return false;
	used.set(id, expires);
	return true;
}

function agentOfJwt(world: World, header: string): Agent | undefined {
	const [scheme, token = ""] = header.split(" ");
	const [head, body, signature] = token.split(".");
	if (scheme?.toLowerCase() !== "bearer" || !head || !body || !signature)
		return undefined;
	const decode = (part: string) =>
		JSON.parse(Buffer.from(part, "base64url").toString());
	const claims = decode(body);
	const agent = world.agents.get(claims.sub);
	const key = world.credentials.get(claims.sub)?.publicKey;
	if (!agent || !key || decode(head).alg !== "EdDSA") return undefined;
	const valid = verify(
		null,
		Buffer.from(`${head}.${body}`),
		createPublicKey({ key: key as never, format: "jwk" }),
		Buffer.from(signature, "base64url"),
	);
	if (!valid || typeof claims.exp !== "number" || !claims.jti) return undefined;
	if (claims.exp * 1000 < Date.now()) return undefined;
	const id = createHash("sha256").update(String(claims.jti)).digest("hex");
	return spend(world, id, claims.exp * 1000) ? agent : undefined;
}

/** The agent that a request comes from. Every failure looks alike to it. */
export function authenticateAgent(
	world: World,
	header: string | undefined,
): Agent {
	let agent: Agent | undefined;
	if (world.dialect === "3.7") {
		try {
			agent = agentOfJwt(world, header ?? "");
		} catch {
			agent = undefined;
		}
		if (!agent) throw refused();
	} else {
		if (header === undefined)
			throw new ApiError(
				"Error",
				'WHERE parameter "token" has invalid "undefined" value',
			);
		const [credential] = world.credentials.by("token", header);
		agent = world.agents.get(credential?.agent);
		if (!credential || !agent) throw refused();
		if (Date.now() > credential.expires) throw refused("token expired");
		credential.expires += TOKEN_MS;
	}
	world.agents.update(agent, {
		values: { ...agent.values, lastActive: Date.now() },
	});
	return agent;
}

/** Takes an agent's credentials back (3.7) and shows it as gone. */
export function deprovision(
	world: World,
	agent: Agent,
	body: { microserviceUuids: string[] },
): void {
	world.validate("agentDeprovision", body);
	for (const uuid of body.microserviceUuids) {
		const microservice = world.microservices.get(uuid);
		if (microservice?.status)
			world.microservices.update(microservice, {
				status: { ...microservice.status, status: "DELETING" },
			});
	}
	const daemonStatus = world.dialect === "3.0" ? "UNKNOWN" : "DEPROVISIONED";
	world.agents.update(agent, {
		values: {
			...agent.values,
			daemonStatus,
			ipAddress: "0.0.0.0",
			ipAddressExternal: "0.0.0.0",
		},
	});
	const credential = world.credentials.get(agent.uuid);
	if (world.dialect === "3.7" && credential)
		world.credentials.remove(credential);
}

const CONFIG_KEYS =
	"networkInterface dockerUrl diskLimit diskDirectory memoryLimit cpuLimit logLimit logDirectory logFileCount statusFrequency changeFrequency deviceScanFrequency watchdogEnabled latitude longitude logLevel availableDiskThreshold dockerPruningFrequency timeZone".split(
		" ",
	);
const CONFIG_KEYS_37 =
	"gpsMode gpsDevice gpsScanFrequency edgeGuardFrequency".split(" ");

/** The configuration that an agent works with; on 3.0 with the router to use. */
export function deviceConfig(
	world: World,
	agent: Agent,
): Record<string, unknown> {
	const pick = (keys: string[]) =>
		Object.fromEntries(keys.map((key) => [key, agent.values[key]]));
	if (world.dialect === "3.7")
		return { ...pick(CONFIG_KEYS), ...pick(CONFIG_KEYS_37) };
	const router = agent.routerId
		? world.routers.get(agent.routerId)
		: routerOf(world, agent.uuid);
	if (!router)
		throw new ApiError(
			"TypeError",
			"Cannot read properties of null (reading 'host')",
		);
	return {
		...pick(CONFIG_KEYS),
		routerHost: router.host === agent.host ? "localhost" : router.host,
		routerPort: router.messagingPort,
	};
}

/** Takes over the configuration that was changed on the agent itself. */
export function updateDeviceConfig(
	world: World,
	agent: Agent,
	body: Record<string, unknown>,
): void {
	world.validate("updateAgentConfig", body);
	const keys = [
		...CONFIG_KEYS,
		"gpsMode",
		...(world.dialect === "3.7" ? CONFIG_KEYS_37 : []),
	];
	const sent = defined(Object.fromEntries(keys.map((key) => [key, body[key]])));
	world.agents.update(agent, { values: { ...agent.values, ...sent } });
}

/** Takes over where an agent says it is (3.7). */
export function updateDevicePosition(
	world: World,
	agent: Agent,
	body: { latitude?: number; longitude?: number },
): void {
	world.validate("updateAgentGps", body);
	const { latitude, longitude } = body;
	world.agents.update(agent, {
		values: { ...agent.values, ...defined({ latitude, longitude }) },
	});
}

/** What changed for an agent since it last acknowledged. */
export const deviceChanges = (world: World, agent: Agent): unknown =>
	readChanges(world, agent.uuid);

/** Forgets the changes up to a time. The time is not validated: it is compared by the database, as text. */
export function acknowledgeChanges(
	world: World,
	agent: Agent,
	body: { lastUpdated?: unknown },
): object {
	const given = body.lastUpdated;
	const time = Array.isArray(given) ? given[0] : given;
	if (Array.isArray(given) && given.length === 0)
		throw new ApiError(
			"SequelizeDatabaseError",
			"SQLITE_ERROR: incomplete input",
		);
	if (time !== null && typeof time === "object")
		throw new ApiError("Error", `Invalid value ${inspect(time)}`);
	if (typeof time === "string") clearChanges(world, agent.uuid, time);
	return {};
}

/** Stores what an agent reports about its hardware. */
export function reportHardware(
	world: World,
	agent: Agent,
	kind: "hardware" | "usb",
	body: { info: string },
): void {
	world.validate(
		kind === "hardware" ? "updateHardwareInfo" : "updateUsbInfo",
		body,
	);
	const present = agent[kind];
	world.agents.update(agent, {
		[kind]: present
			? { ...present, info: body.info, updatedAt: new Date().toISOString() }
			: { id: world.store.next(kind), info: body.info, ...timestamps() },
	});
}

/** Removes the agent's own row; microservices on it hold it back, as the database does. */
export function deleteNode(world: World, agent: Agent): void {
	if (
		world.dialect === "3.0" &&
		world.microservices.by("agent", agent.uuid).length > 0
	)
		throw foreignKey();
	for (const microservice of world.microservices.by("agent", agent.uuid))
		world.microservices.remove(microservice);
	removeAgentRow(world, agent);
}

/** Adds to the traces of microservices that are being traced. */
export function storeStrace(
	world: World,
	body: { straceData?: { microserviceUuid: string; buffer: string }[] },
): void {
	world.validate("updateAgentStrace", body);
	if (!Array.isArray(body.straceData))
		throw new ApiError("TypeError", "straceData.straceData is not iterable");
	for (const { microserviceUuid, buffer } of body.straceData) {
		const microservice = world.microservices.get(microserviceUuid);
		if (!microservice?.strace)
			throw notFound("Invalid microservice UUID '{}'", microserviceUuid);
		world.microservices.update(microservice, {
			strace: {
				...microservice.strace,
				buffer: microservice.strace.buffer + buffer,
			},
		});
	}
}
