import { normalizeArguments } from "../../../src/cli/arguments";
import { buildProgram } from "../../../src/cli/run";
import { fakeStreams } from "./support/streams";

const program = () =>
	buildProgram({
		streams: fakeStreams(),
		exitCode: 0,
		runCommand: async () => 0,
	});

describe("normalizeArguments", () => {
	test.each<[string, string[], string[]]>([
		[
			"Terraform's single dash",
			["apply", "-auto-approve"],
			["apply", "--auto-approve"],
		],
		[
			"a value after a space",
			["plan", "-var", "a=b=c"],
			["plan", "--var=a=b=c"],
		],
		["a value after =", ["plan", "-var=a=b"], ["plan", "--var=a=b"]],
		[
			"a value that begins with a dash",
			["plan", "--var", "-x=1", "shop"],
			["plan", "--var=-x=1", "shop"],
		],
		["refresh off", ["plan", "-refresh=false"], ["plan", "--no-refresh"]],
		["refresh on is the default", ["plan", "--refresh=true"], ["plan"]],
		[
			"refresh without a value",
			["plan", "--refresh", "shop"],
			["plan", "shop"],
		],
		["a flag set to true", ["plan", "--json=true"], ["plan", "--json"]],
		["a flag set to false", ["plan", "--json=false"], ["plan"]],
		["no colour", ["plan", "-no-color"], ["plan", "--no-color"]],
		[
			"global options before the command",
			["-no-color", "-chdir=x", "plan"],
			["--no-color", "--chdir=x", "plan"],
		],
		[
			"a command below a command",
			["state", "push", "-force", "f"],
			["state", "push", "--force", "f"],
		],
		[
			"an alias of a command",
			["deploy", "-auto-approve"],
			["deploy", "--auto-approve"],
		],
		[
			"standard input as a file",
			["state", "push", "-"],
			["state", "push", "-"],
		],
		[
			"what follows -- stays",
			["plan", "--", "-auto-approve"],
			["plan", "--", "-auto-approve"],
		],
		["an unknown option stays", ["plan", "-nope"], ["plan", "-nope"]],
		[
			"an option of another command stays",
			["plan", "-auto-approve"],
			["plan", "-auto-approve"],
		],
	])("%s", (_, typed, expected) => {
		expect(normalizeArguments(typed, program())).toEqual(expected);
	});

	test("a truth value that is none is an error", () => {
		expect(() =>
			normalizeArguments(["plan", "--refresh=no"], program()),
		).toThrow("--refresh=no: the value must be true or false.");
	});
});
