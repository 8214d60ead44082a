/** How often the sensors measure, in seconds. It reaches the running container as configuration: nothing restarts. */
export const SAMPLE_EVERY_SECONDS = 10;

/** Above this temperature, in degrees Celsius, the windows open. */
export const OPEN_WINDOWS_ABOVE = 28;

/** Version of the images of all microservices. */
export const RELEASE = "1.4.0";
