import { type Engine, EngineError } from "../docker";
import { FROM_CACHE, type Registry } from "./microservice";

/** An image reference as the engine's pull takes it: without a tag it would pull every one. */
export function splitReference(reference: string): {
	fromImage: string;
	tag: string;
} {
	if (reference.includes("@")) return { fromImage: reference, tag: "" };
	// A colon before a slash belongs to the registry's port.
	const colon = reference.lastIndexOf(":");
	return colon > reference.lastIndexOf("/")
		? { fromImage: reference.slice(0, colon), tag: reference.slice(colon + 1) }
		: { fromImage: reference, tag: "latest" };
}

/** The engine wants the alphabet for URLs with padding, and takes anything else for no credentials at all. */
export const paddedBase64url = (text: string): string =>
	Buffer.from(text)
		.toString("base64")
		.replaceAll("+", "-")
		.replaceAll("/", "_");

/** The header that logs in to a private registry. */
export function authHeader(
	registry: Registry | undefined,
): Record<string, string> {
	if (!registry || registry.isPublic || registry.url === FROM_CACHE) return {};
	const { username, password, email, url } = registry;
	const auth = { username, password, email, serveraddress: url };
	return { "X-Registry-Auth": paddedBase64url(JSON.stringify(auth)) };
}

/** Adds up the layers of a pull, as percent of what is known of them so far; never less than before. */
export class Progress {
	private readonly layers = new Map<string, { done: number; total: number }>();
	private percent = 0;

	/** Takes in one line of the engine's report. */
	add(line: Record<string, unknown>): number {
		const id = String(line.id ?? "");
		const detail = (line.progressDetail ?? {}) as {
			current?: number;
			total?: number;
		};
		const status = String(line.status ?? "");
		const layer = this.layers.get(id);
		if (status === "Pulling fs layer")
			this.layers.set(id, { done: 0, total: 0 });
		else if (status === "Downloading" && layer && detail.total)
			this.layers.set(id, { done: detail.current ?? 0, total: detail.total });
		else if (/^(Download|Pull) complete$/.test(status) && layer)
			this.layers.set(id, { done: layer.total || 1, total: layer.total || 1 });
		const all = [...this.layers.values()];
		const known = all.filter(({ total }) => total > 0);
		const total = known.reduce((sum, l) => sum + l.total, 0);
		if (total > 0) {
			const done = known.reduce((sum, l) => sum + l.done, 0);
			// Layers whose size is not known yet count as many as those that are.
			const share = (done / total) * (known.length / all.length);
			this.percent = Math.max(this.percent, Math.floor(share * 100));
		}
		return this.percent;
	}
}

/** How long a pull may go without a sign, in milliseconds. */
const PATIENCE_MS = 300_000;

/** Pulls an image; rejects with an {@link EngineError} that names the image and says why. */
export async function pull(
	engine: Engine,
	reference: string,
	registry: Registry | undefined,
	platform: string,
	onProgress: (percent: number) => void,
	signal: AbortSignal,
): Promise<void> {
	const progress = new Progress();
	let failure: string | undefined;
	try {
		await engine.lines(
			"POST",
			"/images/create",
			{
				query: { ...splitReference(reference), ...(platform && { platform }) },
				headers: authHeader(registry),
				signal,
				patience: PATIENCE_MS,
			},
			(line) => {
				if (typeof line.error === "string") failure = line.error;
				onProgress(progress.add(line));
			},
		);
	} catch (error) {
		if (!(error instanceof EngineError) || error.status === 0) throw error;
		failure = error.message;
	}
	if (failure !== undefined)
		throw new EngineError(500, `Cannot pull ${reference}: ${failure}`);
}
