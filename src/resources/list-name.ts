/** How `fogform list` calls the objects of a resource type: `iofog_catalog_item` → `catalog-items`. */
export function listName({
	type,
	singleton,
}: {
	readonly type: string;
	readonly singleton?: boolean;
}): string {
	const name = type.replace("iofog_", "").replaceAll("_", "-");
	return singleton ? name : name.replace(/y$/, "ie").concat("s");
}
