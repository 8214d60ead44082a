import {
	createHash,
	createPublicKey,
	generateKeyPairSync,
	verify,
} from "node:crypto";
import { ApiError, invalid, notFound, readOfNull } from "../errors";
import type { Agent, Microservice } from "../model";
import { randomText, type World } from "../world";
import { raise, raiseFull } from "./changes";

const TOKEN_MS = 3_600_000 * 1000;

const refused = (text = "authorization failed") =>
	new ApiError("AuthenticationError", text);

function imagesOf(world: World, microservice: Microservice) {
	if (microservice.images.length > 0) return microservice.images;
	const item = world.catalog.get(microservice.catalogItemId);
	if (!item) throw readOfNull("images");
	return item.images;
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
