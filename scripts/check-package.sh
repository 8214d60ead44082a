#!/usr/bin/env bash
# Packs the package, installs it into an empty folder as a user would, and uses it there: command, require, import, types, a stack planned and applied.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
controller=
finish() {
	[ -z "$controller" ] || kill "$controller" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT
say() { echo "  $*"; }
fail() {
	echo "  FAILED: $*" >&2
	exit 1
}
quiet_npm() { npm --silent --no-audit --no-fund --no-update-notifier "$@"; }

cd "$root"
[ -f lib/index.js ] || node scripts/build.js
tarball=$work/$(quiet_npm pack --ignore-scripts --pack-destination "$work")

# Only what was built, and what people read.
tar -tzf "$tarball" >"$work/files"
surplus=$(grep -vE '^package/(package\.json|README\.md|LICENSE|CHANGELOG\.md|schema\.json|docs/.+\.md|docker/.+|stacks/.+|lib/.+\.(js|d\.ts|json)|lib/plugin/terraform-provider-iofog|lib/container/fogform)$' "$work/files" || true)
[ -z "$surplus" ] || fail "the package holds more than built files:"$'\n'"$surplus"
for needed in README.md LICENSE schema.json docs/index.md lib/index.js lib/index.d.ts lib/cli/main.js lib/plugin/terraform-provider-iofog lib/container/fogform docker/agent/Dockerfile docker/controller/Dockerfile; do
	grep -qx "package/$needed" "$work/files" || fail "the package lacks $needed"
done
say "packed: $(wc -l <"$work/files") files, $(du -k "$tarball" | cut -f1) kB"

# A project of a user, beside whom nothing of this repository stands.
project() {
	mkdir "$work/$1"
	cp "$root/scripts/check-package-stack.ts" "$work/$1/main.ts"
	cd "$work/$1"
	echo '{"private":true}' >package.json
	echo '{"language":"typescript","app":"jiti main.ts","sendCrashReports":"false"}' >cdktf.json
	quiet_npm install --ignore-scripts "$tarball" "$2" constructs@10.7.2 jiti@2
}

project cdktf cdktf@0.21.0
npx fogform --help >"$work/help"
grep -q plan "$work/help" || fail "fogform --help"
[ "$(npx fogform --version)" = "$(node -p 'require("fogform/package.json").version')" ] || fail "fogform --version"
node -e 'const { Registry } = require("fogform"); if (Registry.DOCKER_HUB !== 1) throw new Error("require")'
node --input-type=module -e 'import { Registry, plan } from "fogform"; if (Registry.FROM_CACHE !== 2 || typeof plan !== "function") throw new Error("import")'
node -e 'require("fogform/lib/constructs/generated/registry")'
say "command, require and import work"

npx fogform plugin install --dir "$work/plugins" >/dev/null
plugin=$(npx fogform plugin path)
version=$(node -p 'require(`${process.argv[1]}.json`).version' "$plugin")
for host in registry.terraform.io registry.opentofu.org; do
	installed=$work/plugins/$host/fogform/iofog/$version/linux_amd64/terraform-provider-iofog_v$version
	[ -x "$installed" ] || fail "plugin install: no $installed"
	cmp -s "$installed" "$plugin" || fail "plugin install: other bytes"
done
say "the plugin is installed"

echo '{"compilerOptions":{"strict":true,"module":"node16","target":"es2022","noEmit":true,"types":[]},"files":["main.ts"]}' >tsconfig.json
"$root/node_modules/.bin/tsc" -p . || fail "the published types"
say "the published types fit the stack"

npx jiti main.ts
synthesized=$work/cdktf/cdktf.out/stacks/check/cdk.tf.json

export IOFOG_EMAIL=check@example.com IOFOG_PASSWORD=checkPackage1
node_modules/.bin/fogform controller --dialect 3.0 --port 0 --email $IOFOG_EMAIL --password $IOFOG_PASSWORD >"$work/controller.log" 2>&1 &
controller=$!
for _ in $(seq 100); do
	grep -qo 'http://[0-9.:]*' "$work/controller.log" && break
	sleep 0.1
done
IOFOG_CONTROLLER_URL=$(grep -o 'http://[0-9.:]*' "$work/controller.log" | head -1)
[ -n "$IOFOG_CONTROLLER_URL" ] || fail "the dev Controller did not start: $(cat "$work/controller.log")"
export IOFOG_CONTROLLER_URL
expect() {
	local wanted=$1 code=0
	shift
	npx fogform "$@" >"$work/output.log" 2>&1 || code=$?
	[ "$code" -eq "$wanted" ] || fail "fogform $* ended with $code, not $wanted:"$'\n'"$(cat "$work/output.log")"
}
expect 2 plan --detailed-exitcode
expect 0 apply --auto-approve
expect 0 plan --detailed-exitcode
expect 0 drift
expect 0 destroy --auto-approve
say "planned, applied, in sync, destroyed"

# Hosts bring the images of the agent and the Controller along.
cp "$root/scripts/check-package-hosts.ts" hosts.ts
sed -i 's/"main.ts"/"main.ts","hosts.ts"/' tsconfig.json
quiet_npm install --ignore-scripts @cdktf/provider-docker@12.0.3
"$root/node_modules/.bin/tsc" -p . || fail "the published types of hosts"
npx jiti hosts.ts
contexts=$(find "$work/cdktf/cdktf.out" -name fogform -type f -path '*stacks/hosts*' | wc -l)
[ "$contexts" -eq 2 ] || fail "hosts have $contexts build contexts with the program in them, not 2"
say "hosts are synthesized"

# The same constructs on CDK Terrain, under cdktf's name.
project cdktn cdktf@npm:cdktn@0.24.0
npx jiti main.ts
node -e '
	const [a, b] = process.argv.slice(1).map((f) => JSON.parse(require("fs").readFileSync(f, "utf8")));
	for (const part of ["resource", "provider", "output", "variable"])
		require("assert").deepStrictEqual(strip(a[part]), strip(b[part]));
	require("assert").deepStrictEqual(a.terraform.required_providers, b.terraform.required_providers);
	function strip(v) {
		if (typeof v !== "object" || v === null) return v;
		if (Array.isArray(v)) return v.map(strip);
		return Object.fromEntries(Object.entries(v).filter(([k]) => k !== "//").map(([k, x]) => [k, strip(x)]));
	}
' "$synthesized" "$work/cdktn/cdktf.out/stacks/check/cdk.tf.json" || fail "cdktn synthesizes something else"
say "cdktn synthesizes the same"
