import { getExpressionAst } from "@cdktf/hcl2json";
import { parseExpression } from "../../../../src/engine/language";

const ACCEPTED = [
	"a",
	"a.b.c",
	"a-b.c-d",
	"a[0]",
	'a["k"].b',
	"a.0.b",
	"a[*].b",
	"a.*.b",
	"a[b.c]",
	"a[b[c]].d",
	"f(a, b)",
	"f(a...)",
	"f(a, b,)",
	"f(\n a,\n b\n)",
	"provider::ns::fn(1)",
	"1 + 2 * 3 - 4 / 5 % 6",
	"!a && b || c",
	"-a == b",
	"a ? b : c",
	"a ? b : c ? d : e",
	"[1, 2, 3,]",
	"[\n1,\n2\n]",
	"{ a = 1, b : 2 }",
	"{\n a = 1\n b = 2\n}",
	'{ "a" = 1, (b) = 2, c = 3, }',
	"[for x in y : x]",
	"[for i, x in y : x if i > 0]",
	"{ for k, v in m : k => v... }",
	'"a ${b} c"',
	'"a $${b} %%{c}"',
	'"%{ if a }b%{ else }c%{ endif }"',
	'"%{ for x in y ~}${x}%{~ endfor }"',
	"<<EOT\nhello ${a}\nEOT\n",
	"<<-EOT\n  hello\n  EOT\n",
	"1.5e10",
	"(1)",
	"/* c */ a # d",
	'"\\n\\t\\"\\\\\\u00e9"',
	"a.b[*].c[0]",
	'f("${g({ a = [1] })}")',
];

const REFUSED = [
	"",
	"a.",
	"a[",
	"a[0",
	"a[*",
	"f(",
	"f(a",
	"f(a b)",
	"f(a... b)",
	"1 +",
	"+ 1",
	"(1",
	"[1 2]",
	"{ a }",
	"{ a = }",
	"{ a = 1 b = 2 }",
	"[for x in y]",
	"[for x y : x]",
	"{ for x in y : x }",
	"[for x in y : x => x]",
	"a ? b",
	"a b",
	'"unterminated',
	'"${a"',
	'"%{ if a }b"',
	'"%{ endif }"',
	'"\\q"',
	"'a'",
	"a & b",
	"a.*.*",
	"a.0.1",
	"1.2.3",
	"provider::(1)",
	"{ for k, v in m : k => v",
	"a = b",
	"=",
	"@",
];

async function oracleAccepts(text: string): Promise<boolean> {
	try {
		return (await getExpressionAst("test.tf", text)) !== null;
	} catch {
		return false;
	}
}

function accepts(text: string): boolean {
	try {
		parseExpression(text);
		return true;
	} catch {
		return false;
	}
}

describe("the parser and HCL's own", () => {
	it.each(ACCEPTED)("accept %j", async (text) => {
		expect([accepts(text), await oracleAccepts(text)]).toEqual([true, true]);
	});

	it.each(REFUSED)("refuse %j", async (text) => {
		expect([accepts(text), await oracleAccepts(text)]).toEqual([false, false]);
	});
});
