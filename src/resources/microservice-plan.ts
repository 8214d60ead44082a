import {
	type Diagnostic,
	error,
	type Planned,
	type Planning,
	sameValue,
	UNKNOWN,
	type ValuesOf,
} from "../core";
import { attributes } from "./microservice-attributes";
import { ARCHITECTURES, bothSet, unknownArchitectures } from "./types";

type Attributes = typeof attributes;
type Config = Planned<ValuesOf<Attributes>>;

/** Judges the arguments of a microservice against each other; unknown counts as set. */
export function validateMicroservice(config: Config): Diagnostic[] {
	const out: Diagnostic[] = [];
	const written = () => isWrittenOut(config);
	exactlyOne(config, "agentUuid", "agentName", out, written);
	exactlyOne(config, "images", "catalogItemId", out);
	if (bothSet(config.catalogItemId, config.registryId) && !written())
		out.push(
			error(
				"Conflicting arguments",
				'"registry_id" cannot be set together with "catalog_item_id": the registry of the catalog item holds. Remove one of them.',
				["registry_id"],
			),
		);
	if (config.images !== UNKNOWN && config.images !== null) {
		out.push(...unknownArchitectures(config.images));
		if (Object.keys(config.images).length === 0)
			out.push(
				error(
					"Invalid value",
					'"images" must name at least one image, e.g. amd64 = "nginx:1.27".',
					["images"],
				),
			);
	}
	pairedVersion(config, "config", out);
	pairedVersion(config, "env", out);
	return out;
}

const SNAKE = {
	agentUuid: "agent_uuid",
	agentName: "agent_name",
	images: "images",
	catalogItemId: "catalog_item_id",
} as const;

/**
 * True for what `terraform plan -generate-config-out` writes: it sets everything that an import has read, the agent by uuid and by name, and a
 * registry beside the catalog item. Nobody else sets every argument that has a default.
 */
function isWrittenOut(config: Config): boolean {
	return Object.entries(attributes).every(
		([name, { default: fallback, only }]) =>
			fallback === undefined ||
			fallback === null ||
			only !== undefined ||
			config[name as keyof Config] !== null,
	);
}

function exactlyOne(
	config: Config,
	one: keyof typeof SNAKE,
	two: keyof typeof SNAKE,
	out: Diagnostic[],
	bothAllowed = () => false,
): void {
	const [a, b] = [SNAKE[one], SNAKE[two]];
	if (config[one] === null && config[two] === null)
		out.push(
			error(
				"Missing required argument",
				`Exactly one of "${a}" and "${b}" must be set; neither is.`,
				[a],
			),
		);
	if (bothSet(config[one], config[two]) && !bothAllowed())
		out.push(
			error(
				"Conflicting arguments",
				`Exactly one of "${a}" and "${b}" must be set; both are. Remove one of them.`,
				[b],
			),
		);
}

function pairedVersion(
	config: Config,
	name: "config" | "env",
	out: Diagnostic[],
): void {
	if (config[`${name}Wo`] !== null && config[`${name}WoVersion`] === null)
		out.push(
			error(
				"Missing required argument",
				`"${name}_wo" needs "${name}_wo_version": without it a new secret would never be written. Set it to 1, and count it up with every new secret.`,
				[`${name}_wo_version`],
			),
		);
}

/** Rules of planning a microservice that defaults, types and options cannot say. */
export function planMicroservice(planning: Planning<Attributes>): void {
	const { config, prior, planned, dialect } = planning;
	planAgent(planning);
	if (config.registryId === null) {
		const fromItem =
			prior?.catalogItemId !== undefined &&
			prior.catalogItemId === planned.catalogItemId
				? prior.registryId
				: UNKNOWN;
		planned.registryId = planned.catalogItemId === null ? 1 : fromItem;
	}
	if (prior && dialect === "3.7" && planned.name !== prior.name)
		planning.replace("name");
	if (prior && onlyArchitectureChanged(prior.images, planned.images))
		planning.replace("images");
	planLinks(planning);
	reportSharedPorts(planning);
	reportVolumeMounts(planning);
}

/** The uuid is the agent's identity: a name is looked up only where it is new or has changed. */
function planAgent({
	config,
	prior,
	planned,
	facts,
	report,
}: Planning<Attributes>): void {
	if (bothSet(config.agentName, config.agentUuid)) {
		const agent = facts.iofog_agent?.find((a) => a.uuid === config.agentUuid);
		if (
			agent &&
			config.agentName !== UNKNOWN &&
			agent.name !== config.agentName
		)
			report(
				error(
					"Conflicting arguments",
					`"agent_uuid" is the agent "${agent.name}", and "agent_name" is "${config.agentName}". Remove one of them.`,
					["agent_name"],
				),
			);
	} else if (config.agentName === null) {
		const moved = prior && planned.agentUuid !== prior.agentUuid;
		if (!prior || moved) planned.agentName = null;
	} else if (config.agentName === UNKNOWN) {
		planned.agentUuid = UNKNOWN;
	} else if (prior?.agentName === config.agentName && prior.agentUuid) {
		planned.agentUuid = prior.agentUuid;
	} else {
		const agent = facts.iofog_agent?.find((a) => a.name === config.agentName);
		planned.agentUuid = (agent?.uuid as string | undefined) ?? UNKNOWN;
	}
	// A microservice that vanished with its agent is created anew, with another uuid; when it is planned again, its new agent is known and the old one gone.
	const isGone = (uuid: string | null) =>
		facts.iofog_agent !== undefined &&
		!facts.iofog_agent.some((a) => a.uuid === uuid);
	if (
		prior &&
		(planned.agentUuid === UNKNOWN ||
			(planned.agentUuid !== prior.agentUuid && isGone(prior.agentUuid)))
	)
		planned.uuid = UNKNOWN;
}

/** The Controller compares the images of an update in order, without their architectures. */
function onlyArchitectureChanged(
	prior: ValuesOf<Attributes>["images"],
	planned: Config["images"],
): boolean {
	if (planned === UNKNOWN || !planned || !prior) return false;
	const inOrder = (images: Record<string, string>) =>
		ARCHITECTURES.filter((a) => images[a] !== undefined);
	const [a, b] = [inOrder(prior), inOrder(planned)];
	const sameImages =
		a.length === b.length &&
		a.every((arch, i) => prior[arch] === planned[b[i] as string]);
	return sameImages && a.some((arch, i) => arch !== b[i]);
}

function planLinks({ planned, prior, dialect }: Planning<Attributes>): void {
	if (dialect === "3.7") {
		planned.publicLinks = {};
		return;
	}
	const { ports } = planned;
	if (ports === UNKNOWN) planned.publicLinks = UNKNOWN;
	else if (!ports?.some((p) => p.public)) planned.publicLinks = {};
	else {
		const changed =
			!prior || !sameJson(prior.ports, ports) || planned.publicLinks === null;
		if (changed) planned.publicLinks = UNKNOWN;
	}
}

const sameJson = (a: unknown, b: unknown) =>
	sameValue({ kind: "json" }, JSON.stringify(a), JSON.stringify(b));

/** Controllers 3.0 store the first of two equal ports and then fail; an external port twice can be published by no agent. */
function reportSharedPorts({
	planned,
	dialect,
	report,
}: Planning<Attributes>): void {
	if (planned.ports === UNKNOWN) return;
	const seen = new Set<string>();
	for (const { internal, external } of planned.ports ?? [])
		for (const [side, number] of [
			["internal", internal],
			["external", external],
		] as const) {
			if (side === "internal" && dialect !== "3.0") continue;
			// Terraform tells of a port in a set by itself that it is not known yet.
			if ((number as unknown) === UNKNOWN) continue;
			if (seen.has(`${side} ${number}`))
				report(
					error(
						"Port used twice",
						`The ${side} port ${number} stands in two port mappings of this microservice; ${side === "external" ? "an agent can publish it only once" : "Controllers 3.0 take each only once"}. Change one of them.`,
						["ports"],
					),
				);
			seen.add(`${side} ${number}`);
		}
}

function reportVolumeMounts({
	planned,
	dialect,
	report,
}: Planning<Attributes>): void {
	if (dialect !== "3.0" || planned.volumes === UNKNOWN) return;
	if (planned.volumes?.some(({ type }) => type === "volumeMount"))
		report(
			error(
				"Not supported by this Controller",
				'Volumes of type "volumeMount" exist on Controllers 3.7 only, and this Controller is a 3.0. Use "bind" or "volume".',
				["volumes"],
			),
		);
}
