import { EngineCalls, EngineError } from "./calls";
import { converse, type Executed } from "./exec";

/** The body of the engine's call that creates a container. */
export type ContainerSpec = Readonly<Record<string, unknown>>;

/** A container as the engine lists it. */
export interface ListedContainer {
	readonly Id: string;
	readonly Names: readonly string[];
	readonly ImageID: string;
	readonly State: string;
	readonly Status: string;
	readonly Labels: Readonly<Record<string, string>>;
	readonly Ports?: readonly {
		readonly PublicPort?: number;
		readonly Type: string;
	}[];
	readonly HostConfig?: { readonly NetworkMode?: string };
	readonly NetworkSettings?: {
		readonly Networks?: Readonly<
			Record<string, { readonly IPAddress?: string }>
		>;
	};
}

/** A container as the engine shows it by itself. */
export interface InspectedContainer {
	readonly Id: string;
	readonly Name: string;
	/** Program and arguments of its first process. */
	readonly Path: string;
	readonly Args: readonly string[];
	readonly State: {
		readonly Status: string;
		readonly Running: boolean;
		readonly StartedAt: string;
		readonly ExitCode: number;
		readonly Error: string;
		/** Where it has a health check. */
		readonly Health?: { readonly Status: string };
	};
	readonly Mounts: readonly {
		readonly Source: string;
		readonly Destination: string;
	}[];
	readonly NetworkSettings: {
		readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
	};
}

/** A command to be run in a container. */
export interface Execution {
	readonly command: readonly string[];
	/** What it reads on standard input; without it, nothing. */
	readonly input?: string;
	readonly env?: readonly string[];
	/** In milliseconds, after which it is no longer waited for. */
	readonly patience?: number;
	readonly signal?: AbortSignal | undefined;
}

/** A Docker Engine, spoken to over its socket, over TCP with or without TLS, or over SSH. */
export class Engine extends EngineCalls {
	version = () =>
		this.json<{ ApiVersion: string; Arch: string; Version: string }>(
			"GET",
			"/version",
		);

	/** All containers, running or not, that carry a label. */
	containers = (label: string) =>
		this.json<ListedContainer[]>("GET", "/containers/json", {
			query: { all: "1", filters: JSON.stringify({ label: [label] }) },
		});

	inspect = (id: string) =>
		this.json<InspectedContainer>(
			"GET",
			`/containers/${encodeURIComponent(id)}/json`,
		);

	/** Runs a command in a running container until its end. */
	async exec(
		id: string,
		{ command, input, env = [], patience = 60_000, signal }: Execution,
	): Promise<Executed> {
		const made = await this.json<{ Id: string }>(
			"POST",
			`/containers/${encodeURIComponent(id)}/exec`,
			{
				body: {
					AttachStdin: true,
					AttachStdout: true,
					AttachStderr: true,
					Tty: false,
					Cmd: command,
					Env: env,
				},
				...(signal && { signal }),
			},
		);
		const { stream, head } = await this.upgrade(`/exec/${made.Id}/start`, {
			body: { Detach: false, Tty: false },
			...(signal && { signal }),
		});
		const giveUp = () => stream.destroy(signal?.reason as Error);
		const timer = setTimeout(() => stream.destroy(), patience);
		signal?.addEventListener("abort", giveUp, { once: true });
		const output = await converse(stream, head, input)
			.catch((cause) => {
				throw this.unreachable(cause);
			})
			.finally(() => {
				clearTimeout(timer);
				signal?.removeEventListener("abort", giveUp);
				stream.destroy();
			});
		signal?.throwIfAborted();
		const { ExitCode, Running } = await this.json<{
			ExitCode: number | null;
			Running: boolean;
		}>("GET", `/exec/${made.Id}/json`);
		if (Running)
			throw new EngineError(
				504,
				`The command has not ended within ${patience / 1000} seconds${output.trim() && `; it said: ${output.trim()}`}`,
			);
		return { exitCode: ExitCode ?? -1, output };
	}

	async create(
		name: string,
		spec: ContainerSpec,
		platform: string,
	): Promise<string> {
		const query = { name, ...(platform && { platform }) };
		const { Id } = await this.json<{ Id: string }>(
			"POST",
			"/containers/create",
			{ query, body: spec },
		);
		return Id;
	}

	/** Starts a container; one that runs is left alone. */
	start = (id: string) => this.done("POST", `/containers/${id}/start`);

	/** Asks a container to end, and ends it after some seconds; one that is gone or has ended is fine. */
	stop = (id: string, seconds: number) =>
		this.done("POST", `/containers/${id}/stop`, {
			query: { t: String(seconds) },
			patience: (seconds + 30) * 1000,
		}).catch(ignore(404));

	rename = (id: string, name: string) =>
		this.done("POST", `/containers/${id}/rename`, { query: { name } });

	/** Removes a container with its anonymous volumes; one that is gone or going is fine. */
	remove = (id: string) =>
		this.done("DELETE", `/containers/${id}`, {
			query: { force: "1", v: "1" },
		}).catch(ignore(404, 409));

	/** What a container uses, without the second that the engine would wait for a comparison. */
	stats = (id: string) =>
		this.json<Record<string, unknown>>("GET", `/containers/${id}/stats`, {
			query: { stream: "0", "one-shot": "1" },
		});

	/** An image that the engine has; undefined where it has none of that name. */
	image = (reference: string) =>
		this.json<{ Id: string; Architecture: string }>(
			"GET",
			`/images/${reference}/json`,
		).catch(absent);

	/** The ids of all images that carry a label, those in between included. */
	images = (label: string) =>
		this.json<{ Id: string }[]>("GET", "/images/json", {
			query: { all: "1", filters: JSON.stringify({ label: [label] }) },
		}).then((list) => list.map(({ Id }) => Id));

	/** Takes an image and its names away; one that is gone or that others build on is left alone. */
	removeImage = (id: string) =>
		this.done("DELETE", `/images/${id}`, { query: { force: "1" } }).catch(
			ignore(404, 409),
		);

	network = (name: string) =>
		this.json<{
			Id: string;
			Labels: Record<string, string> | null;
			IPAM: { Config: { Gateway?: string; Subnet?: string }[] | null };
		}>("GET", `/networks/${name}`).catch(absent);

	/** Makes a bridge network, with addresses of the engine's choice unless a subnet is given. */
	createNetwork = (
		name: string,
		labels: Record<string, string>,
		subnet?: { readonly Subnet?: string; readonly Gateway?: string },
	) =>
		this.json<{ Id: string }>("POST", "/networks/create", {
			body: {
				Name: name,
				Driver: "bridge",
				Labels: labels,
				CheckDuplicate: true,
				...(subnet && { IPAM: { Config: [subnet] } }),
			},
		});

	/** The names of the networks that carry a label. */
	networks = (label: string) =>
		this.json<{ Name: string }[]>("GET", "/networks", {
			query: { filters: JSON.stringify({ label: [label] }) },
		}).then((found) => found.map(({ Name }) => Name));

	removeNetwork = (name: string) =>
		this.done("DELETE", `/networks/${name}`).catch(ignore(404));

	connect = (network: string, id: string, alias: string, address?: string) =>
		this.done("POST", `/networks/${network}/connect`, {
			body: {
				Container: id,
				EndpointConfig: {
					Aliases: [alias],
					...(address && { IPAMConfig: { IPv4Address: address } }),
				},
			},
			// The engine answers 403 for a container that is connected already.
		}).catch(ignore(403));

	disconnect = (network: string, id: string) =>
		this.done("POST", `/networks/${network}/disconnect`, {
			body: { Container: id, Force: true },
		}).catch(ignore(404, 403));

	/** The names of the volumes that carry a label. */
	volumes = (label: string) =>
		this.json<{ Volumes: { Name: string }[] | null }>("GET", "/volumes", {
			query: { filters: JSON.stringify({ label: [label] }) },
		}).then(({ Volumes }) => (Volumes ?? []).map(({ Name }) => Name));

	/** Removes a named volume with its content; one that is gone is fine, one that a container has is an {@link EngineError}. */
	removeVolume = (name: string) =>
		this.done("DELETE", `/volumes/${name}`).catch(ignore(404));

	/**
	 * What a container without a terminal wrote, in frames of the engine; see {@link logFrames}. `since` and `until` are seconds since 1970,
	 * possibly with a fraction, `tail` a number of lines or "all".
	 */
	logs = (
		id: string,
		part: Readonly<Record<"follow" | "since" | "tail" | "until", string>>,
		signal: AbortSignal,
	) =>
		this.send("GET", `/containers/${id}/logs`, {
			query: { stdout: "1", stderr: "1", ...part },
			signal,
			patience: 0,
		});
}

const ignore =
	(...statuses: number[]) =>
	(error: unknown): undefined => {
		if (error instanceof EngineError && statuses.includes(error.status))
			return undefined;
		throw error;
	};

const absent = ignore(404);
