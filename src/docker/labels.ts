/** The label that carries the uuid of the agent that a container, network or volume belongs to. */
export const AGENT_LABEL = "iofog-uuid";
/** The label that carries the uuid of a container's microservice. */
export const MICROSERVICE_LABEL = "fogform-microservice";
