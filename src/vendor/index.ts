export { packageHash } from "./hash";
export { installPlugin } from "./install";
export {
	fileName,
	HOSTS,
	PROVIDER,
	packageFolder,
	thisPlatform,
	USUAL_PLATFORMS,
} from "./layout";
export {
	type LockEntry,
	type LockFile,
	mergeLockFile,
	parseLockFile,
	readLockFile,
	writeText,
} from "./lock-file";
export { type Plugin, pluginOf, readPlugin } from "./plugin";
export type { RequiredProvider } from "./required";
export { lockProvider, vendorStack } from "./stack";
