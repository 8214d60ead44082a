import type { Command } from "commander";

/** The shells that there are scripts for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** The completion script of a shell, made from the tree of commands; undefined for another shell. */
export function completionScript(
	shell: string,
	program: Command,
): string | undefined {
	const nodes = nodesOf(program, []);
	switch (shell) {
		case "bash":
			return bash(nodes);
		case "zsh":
			return `#compdef fogform\nautoload -U +X bashcompinit && bashcompinit\n${bash(nodes)}`;
		case "fish":
			return fish(nodes);
		default:
			return undefined;
	}
}

interface CommandNode {
	/** Names from the program on, without the program's. */
	readonly path: readonly string[];
	readonly names: readonly string[];
	readonly summary: string;
	readonly options: readonly { readonly flag: string; readonly text: string }[];
	readonly children: readonly CommandNode[];
}

function nodesOf(command: Command, path: readonly string[]): CommandNode[] {
	const children = command.commands.map(
		(child) => nodesOf(child, [...path, child.name()])[0] as CommandNode,
	);
	const globals = path.length > 0 ? rootOf(command).options : [];
	const options = [...command.options, ...globals]
		.filter((option) => option.long)
		.map((option) => ({
			flag: option.long as string,
			text: option.description,
		}));
	const self: CommandNode = {
		path,
		names: [command.name(), ...command.aliases()],
		summary: command.description(),
		options: [...options, { flag: "--help", text: "explain the command" }],
		children,
	};
	return [self, ...children.flatMap((child) => [child, ...child.children])];
}

function rootOf(command: Command): Command {
	return command.parent ? rootOf(command.parent) : command;
}

function bash(nodes: readonly CommandNode[]): string {
	const cases = nodes.map((node) => {
		const words = [
			...node.children.flatMap((child) => child.names),
			...node.options.map((option) => option.flag),
		];
		return `    "${node.path.join(" ")}") words="${words.join(" ")}" ;;`;
	});
	const aliases = nodes.flatMap((node) =>
		node.names
			.slice(1)
			.map((alias) => `      ${alias}) word=${node.names[0]} ;;`),
	);
	const known = nodes
		.filter((node) => node.path.length > 0)
		.map((node) => `"${node.path.join(" ")}"`);
	return `_fogform() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word words=""
  local i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
${aliases.join("\n")}
    esac
    case "\${path:+$path }$word" in
      ${known.join("|")}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -F _fogform fogform`;
}

function fish(nodes: readonly CommandNode[]): string {
	const lines: string[] = [];
	for (const node of nodes) {
		const seen = node.path.map((name) => `__fish_seen_subcommand_from ${name}`);
		const childNames = node.children.flatMap((child) => child.names);
		const condition = [
			...(seen.length > 0 ? seen : []),
			...(childNames.length > 0
				? [`not __fish_seen_subcommand_from ${childNames.join(" ")}`]
				: []),
		].join("; and ");
		const when = condition ? ` -n "${condition}"` : "";
		for (const child of node.children)
			lines.push(
				`complete -c fogform -f${when} -a "${child.names.join(" ")}" -d ${fishQuote(child.summary)}`,
			);
		for (const option of node.options)
			lines.push(
				`complete -c fogform${when} -l ${option.flag.slice(2)} -d ${fishQuote(option.text)}`,
			);
	}
	return lines.join("\n");
}

function fishQuote(text: string): string {
	return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}
