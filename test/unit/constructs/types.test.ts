import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "../../..");
const fixture = join(root, "test/fixtures/constructs/arguments.ts");

/** The editor's view of the fixture, with the compiler options of the repository. */
function languageService(): ts.LanguageService {
	const { options } = ts.parseJsonConfigFileContent(
		ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
		ts.sys,
		root,
	);
	return ts.createLanguageService({
		getCompilationSettings: () => ({ ...options, noEmit: true }),
		getScriptFileNames: () => [fixture],
		getScriptVersion: () => "1",
		getScriptSnapshot: (file) => {
			const text = ts.sys.readFile(file);
			return text === undefined
				? undefined
				: ts.ScriptSnapshot.fromString(text);
		},
		getCurrentDirectory: () => root,
		getDefaultLibFileName: ts.getDefaultLibFilePath,
		fileExists: ts.sys.fileExists,
		readFile: ts.sys.readFile,
		readDirectory: ts.sys.readDirectory,
		directoryExists: ts.sys.directoryExists,
		getDirectories: ts.sys.getDirectories,
	});
}

const service = languageService();
const source = readFileSync(fixture, "utf8");

test("a right argument compiles, a wrong one does not", () => {
	const problems = [
		...service.getSyntacticDiagnostics(fixture),
		...service.getSemanticDiagnostics(fixture),
	].map((d) => {
		const { line } = ts.getLineAndCharacterOfPosition(
			d.file as ts.SourceFile,
			d.start ?? 0,
		);
		return `line ${line + 1}: ${ts.flattenDiagnosticMessageText(d.messageText, "\n")}`;
	});
	expect(problems).toEqual([]);
	expect(source.split("@ts-expect-error").length).toBeGreaterThan(30);
}, 60_000);

describe("an editor shows on every argument what it is", () => {
	test.each<[string, string, string[]]>([
		[
			"an argument that is passed on as it is",
			"annotations: '",
			[
				"Annotations as JSON text.",
				'Default: `"{}"`.',
				"Controllers 3.7 only.",
			],
		],
		[
			"an argument that takes more than Terraform's",
			"agent: edge,",
			["Agent that runs the microservice"],
		],
		["a write-only argument", "configWo: {", ["Sensitive", "Write-only"]],
		[
			"an argument that replaces",
			"application: shop,",
			["Forces replacement."],
		],
		[
			"a part of a nested argument",
			'accessMode: "ro", type',
			['Default: `"rw"`.'],
		],
		[
			"a sensitive argument of the provider",
			"password: text.stringValue",
			["Password to log in with."],
		],
		["an attribute", "healthCheck.interval = 5", ["How the agent finds out"]],
	])("%s", (_, text, expected) => {
		const info = service.getQuickInfoAtPosition(fixture, source.indexOf(text));
		const shown = ts.displayPartsToString(info?.documentation);
		for (const part of expected) expect(shown).toContain(part);
	});

	test("no argument is without a description", () => {
		const program = service.getProgram() as ts.Program;
		const checker = program.getTypeChecker();
		const index = program.getSourceFile(join(root, "src/constructs/index.ts"));
		const symbol = checker.getSymbolAtLocation(index as ts.SourceFile);
		const configs = checker
			.getExportsOfModule(symbol as ts.Symbol)
			.filter((s) => s.name.endsWith("Config"));
		expect(configs.length).toBeGreaterThan(20);
		const silent = configs.flatMap((config) =>
			checker
				.getDeclaredTypeOfSymbol(
					config.flags & ts.SymbolFlags.Alias
						? checker.getAliasedSymbol(config)
						: config,
				)
				.getProperties()
				.filter((p) => p.getDocumentationComment(checker).length === 0)
				.map((p) => `${config.name}.${p.name}`)
				// cdktf's own say nothing.
				.filter(
					(p) =>
						!/\.(connection|count|dependsOn|forEach|lifecycle|provider|provisioners)$/.test(
							p,
						),
				),
		);
		expect(silent).toEqual([]);
	});
});
