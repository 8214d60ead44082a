import { writeSync } from "node:fs";

/** Levels of Terraform's log, the loudest first. */
const LEVELS = ["trace", "debug", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** Plain values that go with a message; never a secret. */
export type Details = Readonly<Record<string, string | number | boolean>>;

/** Writes the lines that Terraform takes into its log. */
export interface Log {
	readonly enabled: (level: Level) => boolean;
	write(level: Level, message: string, details?: Details): void;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The quietest level that is asked for; undefined where nothing is. */
export function levelOf(env: Variables): Level | undefined {
	const asked =
		env.TF_LOG_PROVIDER_IOFOG || env.TF_LOG_PROVIDER || env.TF_LOG || "";
	const level = asked.toLowerCase();
	if (level === "" || level === "off") return undefined;
	// JSON means everything, in another form; a word that it does not know Terraform takes so, too.
	return LEVELS.find((l) => l === level) ?? "trace";
}

/** A log on standard error, one JSON object a line, as the host of the plugin reads it. */
export function makeLog(
	env: Variables,
	print: (line: string) => void = (line) => writeSync(2, line),
): Log {
	const level = levelOf(env);
	const from = level ? LEVELS.indexOf(level) : LEVELS.length;
	const enabled = (asked: Level) => LEVELS.indexOf(asked) >= from;
	return {
		enabled,
		write(at, message, details) {
			if (!enabled(at)) return;
			try {
				print(line(at, message, details));
			} catch {
				// Whoever read the log is gone.
			}
		},
	};
}

// A longer line is torn apart and loses its level.
const LONGEST = 60_000;

function line(level: Level, message: string, details: Details = {}): string {
	const text = JSON.stringify({
		"@level": level,
		"@message": message.slice(0, LONGEST / 2),
		"@timestamp": timestamp(),
		"@module": "provider.iofog",
		...details,
	});
	return text.length > LONGEST ? line(level, message) : `${text}\n`;
}

/** The time with six digits of fractions: with three Terraform shows the raw line. */
function timestamp(): string {
	return new Date().toISOString().replace(/\.(\d+)Z$/, ".$1000Z");
}
