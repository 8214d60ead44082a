import { filledName, NAME, object, type Schema, text } from "./kinds";

/** The real patterns lost their backslashes, so that `v10.0.0` is refused and any separator passes. */
const COLOR =
	"^(#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{8}))|(rgb(s*(?:(d{1,3})s*,?){3}))|(rgba(s*(?:(d{1,3})s*,?){4}))|$";
const VERSION =
	"^v?(0|[1-9]d*).(0|[1-9]d*).(0|[1-9]d*)(?:-((?:0|[1-9]d*|d*[a-zA-Z-][0-9a-zA-Z-]*)(?:.(?:0|[1-9]d*|d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:[+]([0-9a-zA-Z-]+(?:.[0-9a-zA-Z-]+)*))?$";

const protocols = { enum: ["http", "https", "ws", "wss"] };

/** What clients may send of edge resources. */
export function edgeResourceSchemas(): Schema[] {
	const all = (id: string, required?: string[]): Schema => ({
		id,
		type: "object",
		allOf: [{ $ref: "/edgeResource" }],
		...(required ? { required } : {}),
		additionalProperties: true,
	});
	return [
		all("/edgeResourceCreate", ["name", "version"]),
		all("/edgeResourceUpdate"),
		{
			id: "/edgeResource",
			type: "object",
			properties: {
				display: { $ref: "/edgeResourceDisplay" },
				name: filledName,
				version: { type: "string", minLength: 1, pattern: VERSION },
				description: text,
				orchestrationTags: { type: "array", items: { type: "string" } },
				interfaceProtocol: protocols,
			},
			oneOf: [
				{
					properties: {
						interfaceProtocol: protocols,
						interface: {
							type: "object",
							properties: {
								endpoints: {
									type: "array",
									items: { $ref: "/edgeResourceHTTPEndpoint" },
								},
							},
						},
					},
				},
			],
		},
		{
			id: "/edgeResourceHTTPEndpoint",
			type: "object",
			properties: {
				name: { type: "string", pattern: NAME },
				description: text,
				method: {
					enum: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
				},
				url: text,
				requestType: text,
				responseType: text,
				requestPayloadExample: text,
				responsePayloadExample: text,
			},
		},
		object("/edgeResourceDisplay", {
			name: text,
			color: { type: "string", pattern: COLOR },
			icon: text,
		}),
	];
}
