import { randomBytes } from "node:crypto";
import { type ClientHttp2Session, connect } from "node:http2";
import { createConnection } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import {
	type Identity,
	makeIdentity,
	pemOf,
} from "../../src/plugin/server/certificate";

/** What came back of a call: the status of gRPC, and the bytes of the answer where it is 0. */
export interface Answer {
	readonly status: number;
	readonly message: string;
	readonly body: Buffer;
}

/** A key with a certificate, as Terraform makes one for each plugin that it starts. */
export const identity = () => makeIdentity(randomBytes(16));

/** A client of a plugin: what Terraform is to it. */
export class GrpcClient {
	private constructor(
		readonly session: ClientHttp2Session,
		/** Certificate of the server, in DER form. */
		readonly server: Buffer | undefined,
	) {}

	/** Connects to a socket; rejects where the connection is refused or breaks at once. */
	static async connect(path: string, own?: Identity): Promise<GrpcClient> {
		const socket = await new Promise<TLSSocket | undefined>(
			(resolve, reject) => {
				if (!own) return resolve(undefined);
				const tls = connectTls(
					{
						path,
						key: own.key.export({ type: "pkcs8", format: "pem" }),
						cert: pemOf(own.der),
						rejectUnauthorized: false,
						ALPNProtocols: ["h2"],
					},
					() => resolve(tls),
				);
				tls.on("error", reject);
			},
		);
		const session = connect("http://localhost", {
			createConnection: () => socket ?? createConnection(path),
		});
		return new Promise((resolve, reject) => {
			session.on("error", reject);
			session.on("close", () => reject(new Error("closed by the server")));
			// A server that does not know the client closes after the handshake: an answer says that it has not.
			session.ping(() => {});
			session.once("remoteSettings", () =>
				resolve(new GrpcClient(session, socket?.getPeerCertificate(false).raw)),
			);
		});
	}

	/** Makes a call with one message, or with the bytes that `raw` gives in place of its frame. */
	call(
		path: string,
		message: Uint8Array = new Uint8Array(),
		{
			headers = {} as Record<string, string>,
			raw = undefined as Uint8Array | undefined,
			signal = undefined as AbortSignal | undefined,
		} = {},
	): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const stream = this.session.request({
				":method": "POST",
				":path": path,
				"content-type": "application/grpc",
				te: "trailers",
				...headers,
			});
			const chunks: Buffer[] = [];
			let found: Record<string, unknown> = {};
			stream.on("response", (h) => {
				found = { ...found, ...h };
			});
			stream.on("trailers", (h) => {
				found = { ...found, ...h };
			});
			stream.on("data", (chunk: Buffer) => chunks.push(chunk));
			stream.on("error", reject);
			stream.on("close", () =>
				resolve({
					status: Number(found["grpc-status"] ?? Number.NaN),
					message: decodeURIComponent(String(found["grpc-message"] ?? "")),
					body: Buffer.concat(chunks).subarray(5),
				}),
			);
			signal?.addEventListener("abort", () => stream.close(8));
			const head = Buffer.alloc(5);
			head.writeUInt32BE(message.length, 1);
			stream.end(raw ?? Buffer.concat([head, message]));
		});
	}

	close(): void {
		this.session.destroy();
	}
}
