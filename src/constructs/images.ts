/** Image by architecture of the agent. */
export interface Images {
	readonly amd64?: string;
	readonly arm?: string;
}

/** What a person may say of the images of a microservice or catalog item. */
export interface ImageArguments {
	/** Image for agents of every architecture, e.g. `nginx:1.27`; instead of `images`. */
	readonly image?: string;
	/** Image by architecture of the agent; instead of `image`. */
	readonly images?: Images;
}

/** The argument `images`: one image stands for all architectures. */
export function imagesOf({
	image,
	images,
}: ImageArguments): { [architecture: string]: string } | undefined {
	if (image !== undefined) return { amd64: image, arm: image };
	return images as { [architecture: string]: string } | undefined;
}
