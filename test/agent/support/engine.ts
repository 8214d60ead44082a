import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../../src/agent";
import { paddedBase64url } from "../../../src/agent/pull";
import { removeImage } from "../../support/docker-calls";
import { copy, makeStandIn, postTar } from "../../support/stand-in";

const { engineHost, noEngine, socketOf } =
	require("../../../scripts/docker-engine") as {
		engineHost(): string;
		noEngine(): string | undefined;
		socketOf(host: string): string | undefined;
	};

export { noEngine };

/** The socket of the engine that the tests use; where there is none they are skipped. */
export const engineSocket = socketOf(engineHost()) ?? "";

/** The name of an image with Node and the program below, made for the tests. */
export const IMAGE = "fogform-test/program:1";
/** Another name of the same image. */
export const OTHER_IMAGE = "fogform-test/program:2";

/** `describe` where there is an engine; otherwise the tests are skipped and the reason is printed. */
export const describeWithEngine: typeof describe.each = ((
	cases: readonly unknown[],
) => {
	const reason = noEngine();
	if (reason) console.warn(`skipped: ${reason}`);
	return (reason ? describe.skip : describe).each(cases as never);
}) as never;

/** The engine of this machine. */
export const testEngine = () => new Engine(engineSocket);

/** A program of a microservice: it serves its configuration and the messages that it got over HTTP on port 8080. */
const PROGRAM = `
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { onConfig, onMessage, sendMessage } from "SDK";
let config = null;
let at = 0;
const messages = [];
const port = Number(process.env.PORT || 8080);
onConfig((value) => {
	config = value;
	at = Date.now();
	if (value.crash) process.exit(9);
});
if (process.env.MESSAGES) onMessage((m) => { messages.push(m.contentData.toString()); });
createServer(async (request, response) => {
	if (request.url === "/send") {
		try { response.end(JSON.stringify(await sendMessage({ contentData: "hello" }))); }
		catch (error) { response.statusCode = 500; response.end(error.message); }
		return;
	}
	if (request.url.startsWith("/read")) {
		try { response.end(JSON.stringify({ text: readFileSync(request.url.slice(5), "utf8") })); }
		catch (error) { response.end(JSON.stringify({ failed: error.code })); }
		return;
	}
	response.end(JSON.stringify({ config, at, messages, env: process.env.WORD ?? null }));
}).listen(port);
process.on("SIGTERM", () => process.exit(0));
`;

/** The image of a microservice, for this machine's architecture. */
export const imagesOf = (containerImage: string) => ({
	images: [{ containerImage, fogTypeId: process.arch === "x64" ? 1 : 2 }],
});

/** Gives an image of the engine another name, pushes it there, and forgets that name. */
export async function pushImage(
	engine: Engine,
	image: string,
	target: string,
	username: string,
	password: string,
): Promise<void> {
	const at = target.lastIndexOf(":");
	const [repo, tag] = [target.slice(0, at), target.slice(at + 1)];
	const auth = paddedBase64url(JSON.stringify({ username, password }));
	await engine.lines(
		"POST",
		`/images/${image}/tag`,
		{ query: { repo, tag } },
		() => {},
	);
	await engine.lines(
		"POST",
		`/images/${repo}/push`,
		{
			query: { tag },
			headers: { "X-Registry-Auth": auth },
		},
		(line) => {
			if (line.error) throw new Error(String(line.error));
		},
	);
	await removeImage(target);
}

// Comments of the bundler name its files, a temporary one among them.
const COMMENT = /^\/\/ .*$/gm;

/** Makes the image where it is missing: Node, its libraries and one bundled file, nothing else. */
export async function makeImage(engine: Engine): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "fogform-image-"));
	try {
		const entry = join(folder, "program.js");
		const program = join(folder, "program.mjs");
		const sdk = join(__dirname, "../../../src/sdk/index.ts");
		writeFileSync(entry, PROGRAM.replace('"SDK"', JSON.stringify(sdk)));
		const bundle = [join(__dirname, "bundle.mjs"), entry, program];
		execFileSync(process.execPath, bundle);
		const form = createHash("sha256")
			.update(process.version)
			.update(readFileSync(program, "utf8").replace(COMMENT, ""))
			.digest("hex");
		for (const image of [IMAGE, OTHER_IMAGE])
			await makeStandIn(socketOf(engine.host) ?? "", {
				name: image,
				form,
				fill: (root) => {
					copy(root, process.execPath, "/node");
					cpSync(program, join(root, "program.mjs"));
					mkdirSync(join(root, "tmp"));
				},
				changes: ['CMD ["/node","/program.mjs"]'],
			});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Makes an image that says that it is for another architecture than this machine's; its name. */
export async function makeForeignImage(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), "fogform-foreign-"));
	const image = "fogform-test/foreign:1";
	try {
		mkdirSync(join(folder, "root"));
		// The same bytes each time, or every run would leave an image behind.
		const options = ["--mtime=@0", "-C", join(folder, "root")];
		execFileSync("tar", [...options, "-cf", "layer.tar", "."], { cwd: folder });
		const layer = readFileSync(join(folder, "layer.tar"));
		const digest = createHash("sha256").update(layer).digest("hex");
		const config = {
			architecture: process.arch === "x64" ? "arm64" : "amd64",
			os: "linux",
			config: { Cmd: ["/node"] },
			rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
		};
		const manifest = [
			{ Config: "config.json", RepoTags: [image], Layers: ["layer.tar"] },
		];
		for (const [name, content] of Object.entries({ config, manifest }))
			writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
		const files = ["config.json", "manifest.json", "layer.tar"];
		await postTar(engineSocket, "/images/load", ["-C", folder, "-c", ...files]);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	return image;
}
