// The classes below take more than the generated ones of the same name, and stand in for them.
export { Agent, type AgentConfig } from "./agent";
export { CatalogItem, type CatalogItemConfig } from "./catalog-item";
export {
	DataIofogMicroservice,
	type DataIofogMicroserviceConfig,
	DataIofogMicroservices,
	type DataIofogMicroservicesConfig,
	DataIofogRoute,
	type DataIofogRouteConfig,
} from "./data-sources";
export {
	configEncode,
	IofogFn,
	type Manifest,
	parseManifest,
} from "./functions";
export * from "./generated";
export type { Images } from "./images";
export type { Json } from "./json";
export { Microservice, type MicroserviceConfig } from "./microservice";
export { NatsHub } from "./nats-hub";
export { IofogProvider, type IofogProviderConfig } from "./provider";
export { Registry } from "./registry";
export { Route, type RouteConfig } from "./route";
export { Router } from "./router";
export { VolumeMount, type VolumeMountConfig } from "./volume-mount";
