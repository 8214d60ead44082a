import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { Notes } from "../constructs/notes";
import { resolveIn } from "../constructs/references";

interface Claim {
	readonly engine: string;
	readonly kind: "dev" | "official";
	readonly path: string;
}

const claims = new Notes<Claim>();

/** Where an engine is, as the provider `docker` was told. */
export interface EnginePlace {
	readonly host: string | undefined;
	readonly certPath: string | undefined;
}

/** Notes which agent runs on an engine; throws where the agents there would remove each other's containers. */
export function claimEngine(
	scope: IConstruct,
	given: DockerProvider | undefined,
	kind: Claim["kind"],
): EnginePlace {
	const provider = given ?? providerOf(scope);
	const place = {
		host: provider?.hostInput ?? provider?.host,
		certPath: provider?.certPathInput,
	};
	const engine = String(
		resolveIn(scope, place.host ?? process.env.DOCKER_HOST) ?? "",
	);
	const claim = { engine, kind, path: scope.node.path };
	const other = claims
		.of(scope.node.root)
		.find(
			(c) =>
				c.engine === engine && (c.kind === "official" || kind === "official"),
		);
	if (other)
		throw new TypeError(
			`"${claim.path}" (${kind}) and "${other.path}" (${other.kind}) are on one Docker Engine: an official agent removes every container "iofog_*" that it does not know, and needs an engine of its own. Give one of them another one with "engine".`,
		);
	claims.add(scope.node.root, claim);
	return place;
}

/** The stack's own provider `docker`: the one without an alias. */
export function providerOf(scope: IConstruct): DockerProvider | undefined {
	return TerraformStack.of(scope)
		.node.findAll()
		.find(
			(node): node is DockerProvider =>
				TerraformProvider.isTerraformProvider(node) &&
				node.terraformResourceType === "docker" &&
				node.alias === undefined,
		);
}
