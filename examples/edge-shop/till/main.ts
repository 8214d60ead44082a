// A till that shows its settings over HTTP. They reach it while it runs.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { hostname } from "node:os";
import { onConfig } from "fogform/sdk";

const RELEASE = "1";

interface Settings {
	readonly greeting: string;
	readonly payments: { readonly key: string };
}

let settings: Settings | undefined;
onConfig<Settings>((next) => {
	settings = next;
});

createServer((_request, response) => {
	const page = {
		greeting: settings?.greeting,
		// Who knows the key can tell that it is here; it is not shown.
		paymentKey: createHash("sha256")
			.update(settings?.payments.key ?? "")
			.digest("hex"),
		currency: process.env.CURRENCY,
		release: RELEASE,
		container: hostname(),
	};
	response.end(`${JSON.stringify(page)}\n`);
}).listen(8080);
process.on("SIGTERM", () => process.exit(0));
