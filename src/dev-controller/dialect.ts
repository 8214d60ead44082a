/** Which Controller the server behaves as: 3.0 is 3.0.4, 3.7 is 3.7.3. */
export type Dialect = "3.0" | "3.7";

/** The version that `GET /status` reports for a dialect. */
export const CONTROLLER_VERSION: Record<Dialect, string> = {
	"3.0": "3.0.4",
	"3.7": "3.7.3",
};
