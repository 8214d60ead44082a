import { EngineError } from "./calls";
import type { Engine } from "./engine";
import { type TarFile, tarOf } from "./tar";

/** What an image is built from. */
export interface ImageBuild {
	/** Name and tag of the image. */
	readonly tag: string;
	/** The build context, with a `Dockerfile`. */
	readonly files: readonly TarFile[];
	readonly labels?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal | undefined;
	/** Called with each line that the engine prints. */
	readonly onLine?: (line: string) => void;
}

/**
 * Builds an image; a base image that the engine has is not looked for elsewhere. Intermediate containers go away whatever happens.
 * Rejects with an {@link EngineError} that holds the engine's own words.
 */
export async function buildImage(
	engine: Engine,
	{ tag, files, labels = {}, signal, onLine }: ImageBuild,
): Promise<void> {
	let failure: string | undefined;
	await engine.lines(
		"POST",
		"/build",
		{
			query: {
				t: tag,
				forcerm: "1",
				labels: JSON.stringify(labels),
			},
			headers: { "Content-Type": "application/x-tar" },
			body: tarOf(files),
			signal,
			// Pulling a base image may be silent for long.
			patience: 300_000,
		},
		({ stream, status, error }) => {
			if (typeof error === "string") failure = error;
			const text = String(stream ?? status ?? "").trim();
			if (text) onLine?.(text);
		},
	);
	if (failure !== undefined)
		throw new EngineError(500, `The image ${tag} cannot be built: ${failure}`);
}
