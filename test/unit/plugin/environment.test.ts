import {
	handshakeLine,
	readEnvironment,
} from "../../../src/plugin/server/environment";

const COOKIE = {
	TF_PLUGIN_MAGIC_COOKIE:
		"d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

test.each<[string, Record<string, string>, object]>([
	[
		"all that Terraform sets",
		{
			...COOKIE,
			PLUGIN_PROTOCOL_VERSIONS: "5,6",
			PLUGIN_CLIENT_CERT: "PEM",
			PLUGIN_UNIX_SOCKET_DIR: "/run",
			PLUGIN_MULTIPLEX_GRPC: "true",
		},
		{ clientCertificate: "PEM", socketFolder: "/run", multiplex: true },
	],
	[
		"as little as possible",
		COOKIE,
		{
			clientCertificate: undefined,
			socketFolder: undefined,
			multiplex: false,
		},
	],
	[
		"versions in any order",
		{ ...COOKIE, PLUGIN_PROTOCOL_VERSIONS: "6,5", PLUGIN_CLIENT_CERT: "" },
		{ clientCertificate: undefined },
	],
])("%s", (_, env, expected) => {
	expect(readEnvironment(env)).toMatchObject(expected);
});

test.each<[string, Record<string, string>, RegExp]>([
	[
		"no cookie",
		{},
		/started by them, not by hand[\s\S]*fogform plugin install/,
	],
	["a wrong cookie", { TF_PLUGIN_MAGIC_COOKIE: "x" }, /not by hand/],
	[
		"an old protocol",
		{ ...COOKIE, PLUGIN_PROTOCOL_VERSIONS: "4,5" },
		/only 4, 5.*Terraform 1\.11/,
	],
])("refused: %s", (_, env, complaint) => {
	expect(readEnvironment(env)).toMatch(complaint);
});

test.each<[string, Parameters<typeof handshakeLine>, string]>([
	["without TLS", ["/tmp/s", undefined], "1|6|unix|/tmp/s|grpc|\n"],
	[
		"with a certificate, in base64 without padding",
		["/tmp/s", Buffer.from([1, 2, 3, 4])],
		"1|6|unix|/tmp/s|grpc|AQIDBA\n",
	],
	[
		"for a host that asks for one connection",
		["/tmp/s", undefined, true],
		"1|6|unix|/tmp/s|grpc||false\n",
	],
])("the line %s", (_, args, line) => {
	expect(handshakeLine(...args)).toBe(line);
});
