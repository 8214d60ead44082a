import { ApiError, invalid } from "../errors";
import type { Application, User } from "../model";
import { defined, type World } from "../world";
import type { MicroserviceBody } from "./microservice-body";
import type { RouteBody } from "./routes";
import { fromTemplate, type TemplateUse } from "./templates";

/** What a client sends of an application. */
export interface ApplicationBody {
	name?: string;
	description?: string;
	isActivated?: boolean;
	isSystem?: boolean;
	microservices?: MicroserviceBody[];
	routes?: RouteBody[];
	template?: TemplateUse;
	natsConfig?: { natsAccess?: boolean; natsRule?: string };
}

/** What a body says of NATS, over what is stored; empty on 3.0. */
export function resolveNats(
	world: World,
	body: ApplicationBody,
	stored?: Application,
): { natsAccess?: boolean; natsRuleId?: number | null } {
	if (world.dialect === "3.0") return {};
	if (Object.hasOwn(body, "natsAccess"))
		throw invalid("natsAccess must be provided under natsConfig.natsAccess");
	if (!body.natsConfig)
		return defined({
			natsAccess: stored?.natsAccess,
			natsRuleId: stored?.natsRuleId,
		});
	const { natsAccess, natsRule } = body.natsConfig;
	let natsRuleId = stored?.natsRuleId;
	if (natsRule) {
		const rule = world.natsAccountRules.find((r) => r.name === natsRule);
		if (!rule) throw invalid("NATS account rule {} does not exist", natsRule);
		natsRuleId = rule.id;
	}
	if (natsAccess === false) natsRuleId = null;
	return defined({ natsAccess, natsRuleId });
}

/** Fills a body from its template, and names the application in each of its parts. */
export function expand(
	world: World,
	sent: ApplicationBody,
	name: string | undefined,
	user: User,
): ApplicationBody {
	let body = sent;
	if (sent.template?.name)
		body = {
			...(fromTemplate(world, sent.template, user) as ApplicationBody),
			isSystem: sent.isSystem,
			name: sent.name || name,
			description: sent.description,
			isActivated: sent.isActivated,
		};
	const application = body.name || name;
	if (body.microservices)
		body.microservices = eachOf(
			"microservices",
			body.microservices,
			(item) => ({
				...item,
				application,
			}),
		);
	if (world.dialect === "3.0" && body.routes)
		body.routes = eachOf("routes", body.routes, (item) => ({
			...item,
			name: item.name || `r-${item.from}-${item.to}`,
			application,
		}));
	return body;
}

function eachOf<T>(member: string, list: T[], change: (item: T) => T): T[] {
	if (!Array.isArray(list))
		throw new ApiError(
			"TypeError",
			`applicationData.${member}.map is not a function`,
		);
	return list.map(change);
}
