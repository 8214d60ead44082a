import { type Define, does } from "../command";
import { UsageError } from "../failure";
import { printJsonValue } from "../json-output";
import { providerSchema } from "../lazy";

/** Source address under which Terraform knows the provider. */
const ADDRESS = "registry.terraform.io/fogform/iofog";

/** `fogform schema --json`: what `terraform providers schema -json` prints, without Terraform. */
export const define: Define = (program, run) => {
	const command = program
		.command("schema")
		.description(
			"print the schemas of the provider as `terraform providers schema` does",
		)
		.option("--json", "print as JSON, the only form that there is");
	does<{ json?: boolean }>(command, run, async ({ terminal, options }) => {
		if (!options.json)
			throw new UsageError(
				"Only as JSON",
				"The schemas are printed as JSON only, as by Terraform:\n    fogform schema --json",
			);
		await printJsonValue(
			{
				format_version: "1.0",
				provider_schemas: { [ADDRESS]: providerSchema() },
			},
			terminal,
		);
		return undefined;
	});
};
