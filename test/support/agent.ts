import { createPrivateKey, randomUUID, sign } from "node:crypto";

/** An agent that has used its key: `call` speaks to the Controller with its credentials. */
export interface SetUpAgent {
	readonly uuid: string;
	call(method: string, path: string, body?: unknown): Promise<Response>;
	/** The header of one request. */
	authorization(): string;
}

/** Sets up an agent as its daemon does: trades a provisioning key for credentials. Throws where the Controller refuses the key. */
export async function setUpAgent(
	url: string,
	key: string,
): Promise<SetUpAgent> {
	const send = (
		method: string,
		path: string,
		body: unknown,
		authorization = "",
	) =>
		fetch(`${url}/api/v3/agent${path}`, {
			method,
			headers: {
				...(authorization && { authorization }),
				"content-type": "application/json",
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	const answer = await send("POST", "/provision", { type: 1, key });
	if (answer.status !== 200)
		throw new Error(`${answer.status} ${await answer.text()}`);
	const { uuid, token, privateKey } = (await answer.json()) as {
		uuid: string;
		token?: string;
		privateKey?: string;
	};
	const authorization = () => token ?? `Bearer ${jwt(uuid, privateKey ?? "")}`;
	return {
		uuid,
		authorization,
		call: (method, path, body) => send(method, path, body, authorization()),
	};
}

/** Every request of 3.7 needs a token of its own. */
function jwt(uuid: string, privateKey: string): string {
	const key = createPrivateKey({
		key: JSON.parse(Buffer.from(privateKey, "base64").toString()),
		format: "jwk",
	});
	const encode = (value: object) =>
		Buffer.from(JSON.stringify(value)).toString("base64url");
	const exp = Math.floor(Date.now() / 1000) + 60;
	const text = `${encode({ alg: "EdDSA" })}.${encode({ sub: uuid, jti: randomUUID(), exp })}`;
	return `${text}.${sign(null, Buffer.from(text), key).toString("base64url")}`;
}
