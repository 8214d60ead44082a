// A till that says a greeting. It asks its agent for its configuration once a second; with fogform/sdk the agent would tell it of a change.
const { createServer } = require("node:http");

const AGENT = "http://iofog:54321/v2/config/get";
let config = {};

async function refresh() {
	try {
		const answer = await fetch(AGENT, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ id: process.env.SELFNAME }),
		});
		if (answer.ok) config = JSON.parse((await answer.json()).config);
	} catch (error) {
		console.error(`The agent does not answer: ${error.message}`);
	}
}

setInterval(refresh, 1000);
refresh();
createServer((_request, response) => {
	response.end(`${config.greeting ?? "…"}\n`);
}).listen(8080);
process.on("SIGTERM", () => process.exit(0));
