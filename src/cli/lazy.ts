// Loading the engine takes a multiple of what most commands need: each of these is called by the command that runs, when it runs.

/** The engine. */
export const engine = () => require("../engine") as typeof import("../engine");

/** What finds the stacks of a folder, synthesizing them first where it is a project. */
export const projectReader = () =>
	(
		require("../engine/config/project") as typeof import("../engine/config/project")
	).readProject;

/** The engine's work on state files. */
export const engineState = () =>
	require("../engine/state") as typeof import("../engine/state");

/** The renderer of plans. */
export const planRenderer = () =>
	require("./diff/plan") as typeof import("./diff/plan");

/** The dev Controller. */
export const devController = () =>
	require("../dev-controller") as typeof import("../dev-controller");

/** The dev agent. */
export const devAgent = () => require("../agent") as typeof import("../agent");

/** The provider `iofog`. */
export const provider = () =>
	(require("../provider") as typeof import("../provider")).provider;

/** The plugin, run in this process for debugging. */
export const pluginServer = () =>
	require("../plugin/debug") as typeof import("../plugin/debug");

/** The schemas of the provider. */
export const providerSchema = () => provider().schema();

/** What an error of the client says, as diagnostics. */
export const diagnosed = (cause: Error) =>
	(
		require("../provider/diagnose") as typeof import("../provider/diagnose")
	).diagnose(cause);

/** What puts the plugin beside a configuration. */
export const vendor = () => require("../vendor") as typeof import("../vendor");

/** The plugin as the build has written it; undefined where there is no build. */
export const builtPlugin = () =>
	(require("../plugin/bundle") as typeof import("../plugin/bundle")).bundle();

/** The reader of the logs of microservices. */
export const logReader = () =>
	(
		require("../controller/log-stream") as typeof import("../controller/log-stream")
	).logStream;
