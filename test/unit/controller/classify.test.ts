import { classify } from "../../../src/controller/classify";

interface Case {
	call: string;
	status: number;
	name?: string;
	message: string;
	error?: string;
	is: object;
}

const dump = JSON.stringify({
	property: "instance.password",
	message: "must have a maximum length of 5",
	schema: "/x",
	instance: { password: "hush-hush" },
	stack: "instance.password …",
});

const cases: [string, Case][] = [
	[
		"a missing token on 3.0",
		{
			call: "GET /registries",
			status: 500,
			name: "Error",
			message: 'WHERE parameter "token" has invalid "undefined" value',
			is: { kind: "unauthorized" },
		},
	],
	[
		"no access on 3.7",
		{
			call: "POST /iofog",
			status: 403,
			message: "Authorization denied",
			error: "Forbidden",
			is: { kind: "forbidden", wrote: "no" },
		},
	],
	[
		"a duplicate microservice",
		{
			call: "POST /microservices",
			status: 500,
			name: "DuplicatePropertyError",
			message: "Duplicate name 'x'",
			is: { kind: "conflict", wrote: "no" },
		},
	],
	[
		"a duplicate catalog item",
		{
			call: "POST /catalog/microservices",
			status: 409,
			name: "DuplicatePropertyError",
			message: "Duplicate name 'x'",
			is: { kind: "conflict" },
		},
	],
	[
		"a duplicate agent",
		{
			call: "POST /iofog",
			status: 400,
			name: "ValidationError",
			message: "Duplicate name 'x'",
			is: { kind: "conflict", attribute: "name", wrote: "no" },
		},
	],
	[
		"a race of equal names on 3.7, which leaves a row",
		{
			call: "POST /microservices",
			status: 500,
			name: "SequelizeUniqueConstraintError",
			message: "Validation error",
			is: { kind: "conflict", wrote: "maybe" },
		},
	],
	[
		"an existing route",
		{
			call: "POST /routes",
			status: 400,
			name: "DuplicatePropertyError",
			message: "route already exists",
			is: { kind: "conflict" },
		},
	],
	[
		"an unknown application",
		{
			call: "POST /microservices",
			status: 500,
			name: "NotFoundError",
			message: "Invalid application id 'nope'",
			is: { kind: "not-found", attribute: "application" },
		},
	],
	[
		"a taken name of a secret, which 3.7 answers with 500",
		{
			call: "POST /secrets",
			status: 500,
			name: "ConflictError",
			message: 'Secret with name "s1" already exists',
			is: { kind: "conflict", wrote: "no" },
		},
	],
	[
		"a secret that is gone",
		{
			call: "GET /secrets/s1",
			status: 404,
			name: "NotFoundError",
			message: 'Secret with name "s1" not found',
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"an unknown secret of a volume mount",
		{
			call: "POST /volumeMounts",
			status: 500,
			name: "NotFoundError",
			message: 'Secret with name "s1" not found',
			is: { kind: "not-found", attribute: "secretName", wrote: "no" },
		},
	],
	[
		"an unknown secret of a variable",
		{
			call: "POST /microservices",
			status: 500,
			name: "NotFoundError",
			message: 'Secret with name "s1" not found',
			is: { kind: "not-found", attribute: "envFromSecret" },
		},
	],
	[
		"an unknown key of a volume mount",
		{
			call: "POST /microservices",
			status: 400,
			name: "ValidationError",
			message: "Secret key k not found in secret s1 in volume mount m1",
			is: { kind: "not-found", attribute: "volumes" },
		},
	],
	[
		"an unknown registry",
		{
			call: "POST /microservices",
			status: 500,
			name: "NotFoundError",
			message: "Invalid registry id '9999'",
			is: { kind: "not-found", attribute: "registryId" },
		},
	],
	[
		"an unknown registry of a catalog item",
		{
			call: "PATCH /catalog/microservices/9",
			status: 404,
			name: "NotFoundError",
			message: "Invalid registry id '9999'",
			is: { kind: "not-found", attribute: "registryId" },
		},
	],
	[
		"an unknown catalog item of a microservice",
		{
			call: "POST /microservices",
			status: 500,
			name: "NotFoundError",
			message: "Invalid catalog item id '9999'",
			is: { kind: "not-found", attribute: "catalogItemId" },
		},
	],
	[
		"an unknown agent",
		{
			call: "POST /microservices",
			status: 400,
			name: "ValidationError",
			message: "Invalid ioFog UUID 'x'",
			is: { kind: "not-found", attribute: "agentUuid" },
		},
	],
	[
		"no agent at all",
		{
			call: "PATCH /microservices/u",
			status: 500,
			name: "Error",
			message: 'WHERE parameter "name" has invalid "undefined" value',
			is: { kind: "not-found", attribute: "agentUuid" },
		},
	],
	[
		"a microservice that is gone",
		{
			call: "GET /microservices/u",
			status: 404,
			name: "NotFoundError",
			message: "Invalid microservice user or UUID",
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"an agent that is gone",
		{
			call: "DELETE /iofog/u",
			status: 404,
			name: "NotFoundError",
			message: "Invalid ioFog UUID 'u'",
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"a catalog item that is gone",
		{
			call: "DELETE /catalog/microservices/9",
			status: 404,
			name: "NotFoundError",
			message: "Invalid catalog item id '9'",
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"a registry that is gone",
		{
			call: "DELETE /registries/9",
			status: 404,
			name: "NotFoundError",
			message: "Invalid registry id '9'",
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"an application that is gone",
		{
			call: "PATCH /application/x",
			status: 404,
			name: "NotFoundError",
			message: "Invalid application id '{}'",
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"the second DELETE of an application on 3.7",
		{
			call: "DELETE /application/x",
			status: 500,
			name: "TypeError",
			message: "Cannot read properties of null (reading 'isSystem')",
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"a rebuild of what is gone on 3.7",
		{
			call: "PATCH /microservices/u/rebuild",
			status: 500,
			name: "TypeError",
			message: "Cannot read properties of null (reading 'catalogItem')",
			is: { kind: "not-found", attribute: undefined },
		},
	],
	[
		"a registry in use on 3.0",
		{
			call: "DELETE /registries/3",
			status: 500,
			name: "SequelizeForeignKeyConstraintError",
			message: "SQLITE_CONSTRAINT: FOREIGN KEY constraint failed",
			is: { kind: "in-use" },
		},
	],
	[
		"a registry in use on 3.7",
		{
			call: "DELETE /registries/3",
			status: 400,
			name: "ValidationError",
			message: "Registry is in use by microservices and can't be deleted",
			is: { kind: "in-use" },
		},
	],
	[
		"a catalog item in use on 3.7",
		{
			call: "DELETE /catalog/microservices/9",
			status: 500,
			name: "ValidationError",
			message:
				"Can't update catalog item images for item used for running microservices",
			is: { kind: "in-use" },
		},
	],
	[
		"an item of the Controller's own",
		{
			call: "DELETE /catalog/microservices/4",
			status: 500,
			name: "ValidationError",
			message: "Catalog item id 4 is system and can't be deleted",
			is: { kind: "invalid" },
		},
	],
	[
		"no default router",
		{
			call: "POST /iofog",
			status: 500,
			name: "NotFoundError",
			message: "Invalid router 'default-router'",
			is: { kind: "not-found", attribute: "routerMode" },
		},
	],
	[
		"a missing host on 3.0, which leaves a row",
		{
			call: "POST /iofog",
			status: 400,
			name: "ValidationError",
			message: '"host" is required',
			is: { kind: "invalid", attribute: "host", wrote: "maybe" },
		},
	],
	[
		"a missing field",
		{
			call: "POST /registries",
			status: 400,
			name: "ValidationError",
			message: "Required field 'url' is missing",
			is: { kind: "invalid", attribute: "url", wrote: "no" },
		},
	],
	[
		"a nested field",
		{
			call: "POST /microservices",
			status: 400,
			name: "ValidationError",
			message:
				"Field 'volumeMappings[0].hostDestination' is not of a type(s) string",
			is: { kind: "invalid", attribute: "volumes[0].host" },
		},
	],
	[
		"an enum",
		{
			call: "POST /microservices",
			status: 400,
			name: "ValidationError",
			message: "Field ports[0].protocol is not one of enum values: tcp,udp",
			is: { kind: "invalid", attribute: "ports[0].protocol" },
		},
	],
	[
		"a validator's dump",
		{
			call: "POST /registries",
			status: 400,
			name: "ValidationError",
			message: dump,
			is: {
				kind: "invalid",
				attribute: "password",
				controllerMessage: "Field password must have a maximum length of 5",
			},
		},
	],
	[
		"a port that is taken",
		{
			call: "POST /microservices",
			status: 400,
			name: "ValidationError",
			message: "Port '24080' is not available",
			is: { kind: "invalid", attribute: "ports" },
		},
	],
	[
		"an image of another architecture, which is stored all the same",
		{
			call: "PATCH /microservices/u",
			status: 400,
			name: "ValidationError",
			message:
				"Microservice undefined does not have a valid image for its Agent type",
			is: { kind: "invalid", attribute: "images", wrote: "maybe" },
		},
	],
	[
		"an application that is stopped",
		{
			call: "PATCH /microservices/u/start",
			status: 400,
			name: "ValidationError",
			message: "Application x is not activated",
			is: { kind: "invalid", attribute: "activated" },
		},
	],
	[
		"an unknown role",
		{
			call: "POST /microservices",
			status: 400,
			name: "ValidationError",
			message: "Referenced role 'x' does not exist",
			is: { kind: "not-found", attribute: "serviceAccount", wrote: "maybe" },
		},
	],
	[
		"a missing secret",
		{
			call: "POST /microservices",
			status: 500,
			name: "NotFoundError",
			message: 'Secret with name "nope" not found',
			is: { kind: "not-found", attribute: "envFromSecret", wrote: "maybe" },
		},
	],
	[
		"a name that cannot change",
		{
			call: "PATCH /application/x",
			status: 400,
			name: "ValidationError",
			message: "Application Resource Name is immutable",
			is: { kind: "invalid", attribute: "name", wrote: "no" },
		},
	],
	[
		"a failure of the Controller's own",
		{
			call: "POST /microservices",
			status: 500,
			name: "RangeError",
			message: "Maximum call stack size exceeded",
			is: { kind: "failed", wrote: "maybe" },
		},
	],
];

test.each(cases)(
	"%s",
	(_, { call, status, name, message, error: word, is }) => {
		const [method = "", path = ""] = call.split(" ");
		const json = {
			...(name && { name }),
			...(word && { error: word }),
			message,
			stack: "at /srv/secret.js:1",
		};
		const error = classify(
			{ method, path, subject: "the thing" },
			{
				status,
				contentType: "application/json",
				text: JSON.stringify(json),
				json,
			},
			"http://c:51121",
		);
		expect(error).toMatchObject({ status, ...is });
		expect(error.message).toMatch(/http:\/\/c:51121/);
		// A log-in that is refused is refused for everything.
		if (error.kind !== "unauthorized")
			expect(error.message).toMatch(/the thing/);
		expect(error.message).toMatch(/\.$|fogform list [a-z-]+$/);
		expect(error.message + error.controllerMessage).not.toMatch(
			/hush|secret\.js/,
		);
	},
);
