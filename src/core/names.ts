const snake = new Map<string, string>();

/** Turns a camelCase name into snake_case: `agentUuid` → `agent_uuid`. */
export function toSnake(camel: string): string {
	let name = snake.get(camel);
	if (name === undefined) {
		name = camel.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
		snake.set(camel, name);
	}
	return name;
}

/** Turns a snake_case name into camelCase: `agent_uuid` → `agentUuid`. */
export function toCamel(name: string): string {
	return name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
}

/** Turns a camelCase or snake_case name into PascalCase, as classes are named: `catalog_item` → `CatalogItem`. */
export function toPascal(name: string): string {
	const camel = toCamel(name);
	return camel.charAt(0).toUpperCase() + camel.slice(1);
}
