import { request as tlsRequest } from "node:https";
import { connectionTo, defaultHost } from "../../../src/docker/host";

const path = (socketPath: string) => ({ socketPath });
const at = (host: string, port: string) => ({ host, port });

test.each<[string, object, boolean]>([
	["/var/run/docker.sock", path("/var/run/docker.sock"), false],
	[
		"unix:///run/user/1000/docker.sock",
		path("/run/user/1000/docker.sock"),
		false,
	],
	["tcp://10.0.8.1:2375", at("10.0.8.1", "2375"), false],
	["tcp://engine.example", at("engine.example", "2375"), false],
	["tcp://[fe80::1]:4243/", at("fe80::1", "4243"), false],
	["http://127.0.0.1:1234", at("127.0.0.1", "1234"), false],
	["https://engine.example", at("engine.example", "2376"), true],
])("%s", (host, place, secure) => {
	const connection = connectionTo(host, { env: {} });
	expect(connection.place).toEqual(place);
	expect(connection.request === tlsRequest).toBe(secure);
	connection.agent.destroy();
});

test.each([
	"",
	"docker.sock",
	"unix://",
	"tcp://",
	"tcp://host:port",
	"tcp://host:2375/path",
	"ftp://host:21",
	"ssh://",
	"ssh://-oProxyCommand=touch@host",
	"ssh://-oProxyCommand=touch",
	"ssh://user:password@host",
	"ssh://host;touch",
	"ssh://host:port",
])("%j is no address of an engine", (host) => {
	expect(() => connectionTo(host)).toThrow(
		"Write unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST.",
	);
});

test("a folder without certificates is said by its files", () => {
	const env = { DOCKER_CERT_PATH: "/nonexistent/certs" };
	expect(() => connectionTo("tcp://10.0.8.1:2376", { env })).toThrow(
		/\/nonexistent\/certs\/ca\.pem.*ENOENT.*docker_cert_path/s,
	);
	// A socket needs none.
	connectionTo("/var/run/docker.sock", { env }).agent.destroy();
});

test("the engine where none is named", () => {
	expect(defaultHost({})).toBe("unix:///var/run/docker.sock");
	expect(defaultHost({ DOCKER_HOST: "" })).toBe("unix:///var/run/docker.sock");
	expect(defaultHost({ DOCKER_HOST: "ssh://ops@edge" })).toBe("ssh://ops@edge");
});
