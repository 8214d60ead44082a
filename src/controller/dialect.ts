import { ControllerError } from "./errors";
import type { Dialect } from "./types";

/** What `GET /status` says about a Controller; `uptime` in seconds, `ahead` how far its clock is ahead of ours in milliseconds. */
export interface ControllerInfo {
	version: string;
	dialect: Dialect;
	uptime: number;
	ahead: number;
}

/** Reads the answer of `GET /status`; throws for anything that no Controller says, and for a version that is neither 3.0 nor 3.7. */
export function parseStatus(answer: unknown, url: string): ControllerInfo {
	const status = answer as {
		versions?: { controller?: unknown };
		timestamp?: unknown;
		uptimeSec?: unknown;
	} | null;
	const version = status?.versions?.controller;
	if (typeof version !== "string" || version === "") {
		throw new ControllerError(
			`What answers at ${url} is not an ioFog Controller: its status names no version. Check the URL of the Controller.`,
			{ kind: "not-a-controller", method: "GET", url: `${url}/api/v3/status` },
		);
	}
	const family = /^v?3\.(0|7)\.\d+/.exec(version);
	if (!family) {
		throw new ControllerError(
			`The Controller at ${url} has version ${version}, which is not known here. Controllers 3.0.x and 3.7.x are: use one of these, or a release of fogform that knows ${version}.`,
			{
				kind: "unsupported-version",
				method: "GET",
				url: `${url}/api/v3/status`,
			},
		);
	}
	const { timestamp, uptimeSec } = status ?? {};
	return {
		version,
		dialect: family[1] === "0" ? "3.0" : "3.7",
		uptime: typeof uptimeSec === "number" ? uptimeSec : 0,
		ahead: typeof timestamp === "number" ? timestamp - Date.now() : 0,
	};
}
