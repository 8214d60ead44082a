/** A time as the Controller writes it: ISO 8601 in UTC with milliseconds. */
export type Timestamp = string;

/** When a row was made, and last changed. */
export interface Timestamped {
	createdAt: Timestamp;
	updatedAt: Timestamp;
}
