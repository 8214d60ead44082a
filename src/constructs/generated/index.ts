// Written by scripts/generate.ts from the definitions; do not edit.

export * from "./agent";
export * from "./application";
export * from "./catalog-item";
export * from "./data-iofog-agent";
export * from "./data-iofog-agents";
export * from "./data-iofog-application";
export * from "./data-iofog-applications";
export * from "./data-iofog-catalog-item";
export * from "./data-iofog-controller";
export * from "./data-iofog-microservice";
export * from "./data-iofog-microservices";
export * from "./data-iofog-nats-hub";
export * from "./data-iofog-registries";
export * from "./data-iofog-registry";
export * from "./data-iofog-route";
export * from "./data-iofog-router";
export * from "./ephemeral-iofog-provisioning-key";
export * from "./microservice";
export * from "./nats-hub";
export * from "./provider";
export * from "./registry";
export * from "./route";
export * from "./router";
