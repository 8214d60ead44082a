import { DiagnosticError, error } from "../../core";
import { addressText } from "./address";
import { readInstance } from "./instance";
import { JsonError, JsonReader } from "./json-reader";
import type { JsonText } from "./json-text";
import { readMembers } from "./members";
import { State } from "./state";
import type { StateOutput, UnknownMember } from "./types";

/** Reads a state snapshot; `source` names it in messages. Throws DiagnosticError where it is torn or of another version. */
export function parseState(bytes: Uint8Array, source: string): State {
	try {
		checkVersion(bytes, source);
		const reader = new JsonReader(bytes);
		const state = readState(reader);
		reader.end();
		return state;
	} catch (fault) {
		if (!(fault instanceof JsonError)) throw fault;
		throw new DiagnosticError([
			error(
				"Damaged state",
				`${source} is not a whole state: at ${place(bytes, fault.offset)}, ${fault.message}.\nNothing was changed. Put a whole one in its place: the file that ends with .backup and those in .fogform/states beside it are earlier states.`,
			),
		]);
	}
}

function place(bytes: Uint8Array, offset: number): string {
	let line = 1;
	let start = 0;
	for (let i = 0; i < offset; i++) {
		if (bytes[i] === 0x0a) {
			line++;
			start = i + 1;
		}
	}
	return `line ${line}, column ${offset - start + 1}`;
}

function checkVersion(bytes: Uint8Array, source: string): void {
	const reader = new JsonReader(bytes);
	let version: JsonText | undefined;
	let encrypted = false;
	// Terraform writes the version first; a whole walk is for files of others.
	const known = new Error("version found");
	try {
		reader.members((name) => {
			const value = reader.text();
			if (name === "encrypted_data") encrypted = true;
			if (name === "version") {
				version = value;
				throw known;
			}
		});
	} catch (fault) {
		if (fault !== known) throw fault;
	}
	if (version === "4") return;
	const refuse = (summary: string, detail: string): never => {
		throw new DiagnosticError([error(summary, detail)]);
	};
	if (encrypted) {
		refuse(
			"Encrypted state",
			`${source} is encrypted by OpenTofu, which fogform cannot read. Turn state encryption off for this stack, or use it through OpenTofu.`,
		);
	}
	if (version === undefined) {
		refuse(
			"Not a state",
			`${source} has no "version": it is not a state that Terraform or fogform wrote.`,
		);
	}
	if (Number(version) > 4) {
		refuse(
			"State of a newer version",
			`${source} has version ${version}; this fogform reads version 4. Use the program that wrote it, or a newer fogform.`,
		);
	}
	refuse(
		"State of an older version",
		`${source} has version ${version}; fogform reads version 4. Terraform 1.x converts it with its next apply.`,
	);
}

function readState(reader: JsonReader): State {
	const header = {
		terraformVersion: "",
		serial: 0,
		lineage: "",
		checkResults: "null",
	};
	const state = new State(header);
	const unknown = readMembers(reader, {
		version: () => reader.text(),
		terraform_version: () => {
			header.terraformVersion = reader.string();
		},
		serial: () => {
			header.serial = reader.count();
		},
		lineage: () => {
			header.lineage = reader.string();
		},
		outputs: () => {
			state.outputs = readOutputs(reader);
		},
		resources: () => reader.elements(() => readResource(reader, state)),
		check_results: () => {
			header.checkResults = reader.text();
		},
	});
	state.header = { ...header, ...(unknown && { unknown }) };
	return state;
}

/** Reads the object of outputs by name. */
export function readOutputs(
	reader: JsonReader,
): ReadonlyMap<string, StateOutput> {
	const outputs = new Map<string, StateOutput>();
	reader.members((name) => {
		const output = { value: "null", type: '"dynamic"', sensitive: false };
		const unknown = readMembers(reader, {
			value: () => {
				output.value = reader.text();
			},
			type: () => {
				output.type = reader.text();
			},
			sensitive: () => {
				output.sensitive = reader.boolean();
			},
		});
		outputs.set(name, { ...output, ...(unknown && { unknown }) });
	});
	return outputs;
}

function readResource(reader: JsonReader, state: State): void {
	const found = { module: "", mode: "", type: "", name: "", provider: "" };
	const text = (name: keyof typeof found) => () => {
		found[name] = reader.string();
	};
	const instances: ReturnType<typeof readInstance>[] = [];
	const start = reader.offset;
	const unknown = readMembers(reader, {
		module: text("module"),
		mode: text("mode"),
		type: text("type"),
		name: text("name"),
		provider: text("provider"),
		instances: () =>
			reader.elements(() => instances.push(readInstance(reader))),
	});
	const { module, mode, type, name, provider } = found;
	if ((mode !== "managed" && mode !== "data") || type === "" || name === "") {
		throw new JsonError(
			start,
			"a resource with mode, type and name was expected",
		);
	}
	const address = {
		...(module !== "" && { module }),
		mode,
		type,
		name,
	} as const;
	addResource(
		state,
		{ address, provider, ...(unknown && { unknown }) },
		instances,
	);
}

function addResource(
	state: State,
	head: {
		address: Parameters<typeof addressText>[0];
		provider: string;
		unknown?: readonly UnknownMember[];
	},
	instances: readonly ReturnType<typeof readInstance>[],
): void {
	state.addHead(head, instances.length === 0);
	for (const { key, deposed, instance } of instances) {
		const address = addressText({
			...head.address,
			...(key !== undefined && { key }),
		});
		state.set({
			address,
			...(deposed !== undefined && { deposed }),
			provider: head.provider,
			instance,
		});
	}
}
