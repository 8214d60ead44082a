#!/usr/bin/env bash
# Writes anew what the lock files of the projects in this repository say of fogform itself, after a change of its dependencies.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
for project in examples/infra-repo test/fixtures/cdktn-project; do
	cd "$root/$project"
	# npm takes what it has locked of a folder for up to date.
	node -e '
		const { readFileSync, writeFileSync } = require("node:fs");
		const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
		delete lock.packages["node_modules/fogform"];
		writeFileSync("package-lock.json", `${JSON.stringify(lock, null, "\t")}\n`);
	'
	npm install --package-lock-only --no-audit --no-fund
	node "$root/scripts/complete-lock.js" .
done
