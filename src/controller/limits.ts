/** The largest body that a Controller's parser takes, in bytes (core contract §1). */
export const MAX_BODY_BYTES = 102_400;
