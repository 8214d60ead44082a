/** How to reach a Controller; `url` may end in `/api/v3` or not, and either `token` or `email` and `password` is needed for anything but `info`. */
export interface ControllerOptions {
	url: string;
	email?: string;
	password?: string;
	/** Used before any log-in; once the Controller refuses it, email and password are. */
	token?: string;
	/** Path of a PEM file whose certificates are trusted besides the usual ones. */
	caFile?: string;
	insecureSkipVerify?: boolean;
	/** How many writes may run at a time, 8 by default. */
	maxWrites?: number;
	/** No more reads and no more writes run at a time than this, whatever `maxWrites` says. */
	parallelism?: number;
	/** Seconds for one call, 60 by default; calls that are known to be slow get four times as long. */
	requestTimeout?: number;
	/** Refuses every call but an allow-list of reads and the log-in, before a byte is sent. */
	readOnly?: boolean;
	/** What applications hold need not be read again before they are deleted, if this process has read it in the last half minute. */
	trustRecentReads?: boolean;
	/** Once it is aborted no write is sent, but one whose own signal went with an earlier write: that goes on with what was begun. */
	stop?: AbortSignal;
	/** Told of every exchange when it has ended; `path` is below `/api/v3`, `status` is absent where no answer came. */
	onRequest?: (call: {
		method: string;
		path: string;
		status?: number;
		ms: number;
	}) => void;
}
