import type { Define } from "../command";
import { define as agent } from "./agent";
import { define as apply } from "./apply";
import { define as completion } from "./completion";
import { define as controller } from "./controller";
import { define as demo } from "./demo";
import { define as drift } from "./drift";
import { define as forceUnlock } from "./force-unlock";
import { define as import_ } from "./import";
import { define as init } from "./init";
import { define as list } from "./list";
import { define as logs } from "./logs";
import { define as output } from "./output";
import { define as plan } from "./plan";
import { define as plugin } from "./plugin";
import { define as schema } from "./schema";
import { define as show } from "./show";
import { define as state } from "./state";
import { define as status } from "./status";
import { define as synth } from "./synth";
import { define as validate } from "./validate";
import { define as version } from "./version";

/** All commands, in the order of the help. */
export const COMMANDS: readonly Define[] = [
	init,
	synth,
	validate,
	plan,
	apply,
	drift,
	show,
	output,
	state,
	import_,
	list,
	status,
	logs,
	forceUnlock,
	plugin,
	schema,
	controller,
	agent,
	demo,
	completion,
	version,
];
