// Runs while the image is built: installs the database where the context does not hold it for the platform of the image.
const { execFileSync } = require("node:child_process");
try {
	require("libsql");
} catch {
	execFileSync("npm", ["install", "--omit=dev", "--no-audit", "--no-fund"], {
		stdio: "inherit",
	});
}
