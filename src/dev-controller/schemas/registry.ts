import type { Dialect } from "../dialect";
import {
	email,
	filled,
	flag,
	integer,
	object,
	type Schema,
	text,
} from "./kinds";

/** What clients may send of registries. */
export function registrySchemas(dialect: Dialect): Schema[] {
	const properties = {
		url: filled,
		isPublic: flag,
		username: filled,
		password: text,
		email,
		...(dialect === "3.0" ? { requiresCert: flag, certificate: text } : {}),
	};
	return [
		object("/registryCreate", properties, [
			"url",
			"isPublic",
			"username",
			"password",
			"email",
		]),
		object("/registryUpdate", properties),
		object("/registryDelete", { id: integer }, ["id"]),
	];
}
