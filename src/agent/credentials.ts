import {
	createPrivateKey,
	type KeyObject,
	randomUUID,
	sign,
} from "node:crypto";

/** What an agent proves itself with: a token on Controller 3.0, a private key (base64 of a JWK) on 3.7. */
export interface Credentials {
	/** The Controller's URL, without `/api/v3`. */
	readonly controller: string;
	readonly uuid: string;
	readonly token?: string;
	readonly privateKey?: string;
}

/** The longest that a token of 3.7 is good for, in seconds: the Controller keeps each until then. */
const LIFETIME_S = 60;

const keys = new WeakMap<Credentials, KeyObject>();

function keyOf(credentials: Credentials): KeyObject {
	const known = keys.get(credentials);
	if (known) return known;
	const jwk = Buffer.from(credentials.privateKey ?? "", "base64").toString();
	const key = createPrivateKey({ key: JSON.parse(jwk), format: "jwk" });
	keys.set(credentials, key);
	return key;
}

const encode = (value: object): string =>
	Buffer.from(JSON.stringify(value)).toString("base64url");

/** The Authorization header of one request at a time of the Controller's clock (milliseconds); 3.7 takes each only once. */
export function authorization(credentials: Credentials, now: number): string {
	const { uuid, token } = credentials;
	if (token !== undefined) return token;
	const exp = Math.floor(now / 1000) + LIFETIME_S;
	const claims = { iss: "iofog-agent", sub: uuid, jti: randomUUID(), exp };
	const text = `${encode({ alg: "EdDSA", typ: "JWT" })}.${encode(claims)}`;
	const signature = sign(null, Buffer.from(text), keyOf(credentials));
	return `Bearer ${text}.${signature.toString("base64url")}`;
}
