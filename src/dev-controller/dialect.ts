import type { Dialect } from "../core";

export type { Dialect };

/** The Controller that the server behaves as, by its dialect: what `GET /status` reports. */
export const CONTROLLER_VERSION: Record<Dialect, string> = {
	"3.0": "3.0.4",
	"3.7": "3.7.3",
};
