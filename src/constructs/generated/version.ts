// Written by scripts/generate.ts from the definitions; do not edit.

/** Version of this package and of its provider. */
export const VERSION = "0.1.0";

/** Where Terraform looks for the provider. */
export const SOURCE = "registry.terraform.io/fogform/iofog";
