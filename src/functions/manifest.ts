import { FunctionFault } from "../core";
import { application } from "../resources/application";
import { combine, readAgent, readAgentConfig } from "./manifest-agent";
import { readController } from "./manifest-controller";
import { readConfigMap, readSecret, readVolumeMount } from "./manifest-data";
import { Group } from "./manifest-group";
import {
	type Header,
	hasName,
	innerName,
	nameOf,
	qualified,
	tagsOf,
} from "./manifest-header";
import { readMicroservice } from "./manifest-microservice";
import { documentsOf, type Place } from "./manifest-place";
import { images, readAll, registryId } from "./manifest-read";

type Values = Record<string, unknown>;

/** Kinds that fogform has no resource type for. */
const WITHOUT_TYPE = [
	"ApplicationTemplate",
	"Certificate",
	"CertificateAuthority",
	"EdgeResource",
	"IofogctlConfig",
	"Namespace",
	"NatsAccountRule",
	"NatsUserRule",
	"Role",
	"RoleBinding",
	"Service",
	"ServiceAccount",
	"Volume",
];

/** What a manifest holds: arguments of resource types in camelCase, those that are not set undefined or left out, by the names that tell the objects apart. */
export interface ManifestObjects {
	readonly agents: Record<string, Values>;
	readonly applications: Record<string, Values>;
	readonly catalogItems: Record<string, Values>;
	readonly configMaps: Record<string, Values>;
	/** By `application/name`, as are routes. */
	readonly microservices: Record<string, Values>;
	/** By name, or by URL. */
	readonly registries: Record<string, Values>;
	readonly routes: Record<string, Values>;
	/** With their values, as `dataWo`. */
	readonly secrets: Record<string, Values>;
	readonly volumeMounts: Record<string, Values>;
	/** In the words of the provider's configuration. */
	readonly controllers: Record<string, Values>;
	/** Documents of kinds that there is no resource type for. */
	readonly skipped: readonly {
		readonly kind: string;
		readonly name: string | null;
		readonly line: number;
	}[];
}

class Reader {
	readonly agents = new Group("agent");
	readonly agentConfigs = new Group("AgentConfig");
	readonly applications = new Group("application");
	readonly catalogItems = new Group("catalog item");
	readonly configMaps = new Group("ConfigMap");
	readonly microservices = new Group("microservice");
	readonly registries = new Group("registry");
	readonly routes = new Group("route");
	readonly secrets = new Group("Secret");
	readonly volumeMounts = new Group("VolumeMount");
	readonly controllers = new Group("Controller");
	readonly skipped: { kind: string; name: string | null; line: number }[] = [];

	private readonly readers: Readonly<Record<string, (of: Header) => void>> = {
		Agent: (of) => this.agent(of, false),
		LocalAgent: (of) => this.agent(of, true),
		AgentConfig: (of) => {
			const values = { ...tagsOf(of), ...readAgentConfig(of.spec) };
			this.agentConfigs.add(nameOf(of), values, of.place);
		},
		Application: (of) => this.application(of),
		CatalogItem: (of) => this.catalogItem(of),
		ConfigMap: (of) => add(this.configMaps, of, readConfigMap(of)),
		Controller: (of) => this.controller(of, false),
		ControlPlane: (of) => this.controller(of, false),
		KubernetesControlPlane: (of) => this.controller(of, false),
		LocalControlPlane: (of) => this.controller(of, true),
		LocalController: (of) => this.controller(of, true),
		Microservice: (of) => {
			const members = of.spec.members();
			const within = members.get("application") ?? members.get("flow");
			const [outer, name] = qualified(of, within?.text());
			this.microservice(outer, name, of.spec, of.place);
		},
		Registry: (of) => this.registry(of),
		Route: (of) => {
			const [outer, name] = qualified(of, undefined);
			this.route(outer, name, of.spec, of.place);
		},
		Secret: (of) => add(this.secrets, of, readSecret(of)),
		VolumeMount: (of) => add(this.volumeMounts, of, readVolumeMount(of)),
	};

	read(document: Place): void {
		const members = document.members();
		const kind = members.get("kind");
		if (!kind) throw document.fault('needs a "kind"');
		const name = kind.text();
		const read = Object.hasOwn(this.readers, name)
			? this.readers[name]
			: undefined;
		const metadata = members.get("metadata")?.members();
		const label = metadata?.get("name")?.text();
		if (WITHOUT_TYPE.includes(name)) {
			this.skipped.push({
				kind: name,
				name: label ?? null,
				line: document.line,
			});
			return;
		}
		if (!read)
			throw kind.fault(
				`"${name}" is not one of iofogctl's; those that can be translated are ${Object.keys(this.readers).sort().join(", ")}`,
			);
		const spec =
			members.get("spec") ?? (name === "ConfigMap" ? document : undefined);
		if (!spec) throw document.fault('needs a "spec"');
		read({
			kind: name,
			place: document,
			spec,
			name: label,
			tags: metadata
				?.get("tags")
				?.elements()
				.map((tag) => tag.text()),
		});
	}

	private agent(of: Header, isLocal: boolean): void {
		const name = isLocal && !hasName(of) ? "local" : nameOf(of);
		const values = { ...tagsOf(of), ...readAgent(of.spec, isLocal) };
		this.agents.add(name, values, of.place);
	}

	private application(of: Header): void {
		const members = of.spec.known([
			"id",
			"name",
			"description",
			"isActivated",
			"microservices",
			"natsConfig",
			"routes",
			"template",
		]);
		const template = members.get("template");
		if (template)
			throw template.fault(
				"is made by the Controller from one of its templates, which cannot be translated; write the microservices out",
			);
		const name = nameOf(of);
		const isActivated = members.get("isActivated")?.bool();
		const own = readAll(application.attributes, members);
		this.applications.add(
			name,
			{
				...own,
				name,
				...(isActivated !== undefined && { activated: isActivated }),
			},
			of.place,
		);
		for (const one of members.get("microservices")?.elements() ?? [])
			this.microservice(name, innerName(one), one, one);
		for (const one of members.get("routes")?.elements() ?? [])
			this.route(name, innerName(one), one, one);
	}

	private microservice(
		outer: string,
		name: string,
		spec: Place,
		place: Place,
	): void {
		const values = { ...readMicroservice(spec), name, application: outer };
		this.microservices.add(`${outer}/${name}`, values, place);
	}

	private route(outer: string, name: string, spec: Place, place: Place): void {
		const members = spec.known(["name", "from", "to"]);
		const end = (key: string) => {
			const text = members.get(key)?.text();
			if (!text) throw spec.fault(`needs a "${key}"`);
			return text;
		};
		this.routes.add(
			`${outer}/${name}`,
			{ name, application: outer, from: end("from"), to: end("to") },
			place,
		);
	}

	private catalogItem(of: Header): void {
		const members = of.spec.known([
			"id",
			"name",
			"description",
			"configExample",
			"registry",
			"x86",
			"amd64",
			"arm",
		]);
		const found = images(members);
		if (!found) throw of.spec.fault('needs an image: "x86" or "arm"');
		const name = nameOf(of);
		this.catalogItems.add(
			name,
			{
				name,
				description: members.get("description")?.text(),
				configExample: members.get("configExample")?.text(),
				images: found,
				registryId: registryId(members.get("registry")) ?? 1,
			},
			of.place,
		);
	}

	private registry(of: Header): void {
		const members = of.spec.known([
			"id",
			"url",
			"private",
			"username",
			"password",
			"email",
			"requiresCert",
			"certificate",
		]);
		const text = (key: string) => members.get(key)?.text();
		const url = text("url");
		if (!url) throw of.spec.fault('needs a "url"');
		this.registries.add(
			of.name ?? url,
			{
				url,
				public: !(members.get("private")?.bool() ?? false),
				username: text("username"),
				password: text("password"),
				email: text("email"),
				requiresCertificate: members.get("requiresCert")?.bool(),
				certificate: text("certificate"),
			},
			of.place,
		);
	}

	private controller(of: Header, isLocal: boolean): void {
		const name = of.name ?? of.spec.members().get("name")?.text();
		this.controllers.add(
			name ?? "default",
			readController(of.spec, isLocal),
			of.place,
		);
	}

	get result(): ManifestObjects {
		const names = new Set([...this.agents.keys, ...this.agentConfigs.keys]);
		return {
			agents: Object.fromEntries(
				[...names].map((name) => [
					name,
					{
						...combine(this.agents.get(name), this.agentConfigs.get(name)),
						name,
					},
				]),
			),
			applications: this.applications.all,
			catalogItems: this.catalogItems.all,
			configMaps: this.configMaps.all,
			microservices: this.microservices.all,
			registries: this.registries.all,
			routes: this.routes.all,
			secrets: this.secrets.all,
			volumeMounts: this.volumeMounts.all,
			controllers: this.controllers.all,
			skipped: this.skipped,
		};
	}
}

function add(group: Group, of: Header, values: Values): void {
	group.add(nameOf(of), values, of.place);
}

/** Reads the YAML of iofogctl, of one document or several; throws a FunctionFault that names the line. */
export function readManifest(text: string): ManifestObjects {
	const documents = documentsOf(text);
	if (documents.length === 0)
		throw new FunctionFault("there is no document in it", 0);
	const reader = new Reader();
	for (const document of documents) reader.read(document);
	return reader.result;
}
