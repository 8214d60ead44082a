import type { Attributes, Dialect, ValuesOf } from "./attribute";
import type { Diagnostic } from "./diagnostic";
import type { UNKNOWN } from "./unknown";

/** Values of attributes while planning: any of them may be unknown. */
export type Planned<T> = { [K in keyof T]: T[K] | typeof UNKNOWN };

/** Small JSON data that a resource keeps beside its state, unseen by the user. */
export type Private = Record<string, unknown>;

/** What every operation on remote objects is given; C is the client of the Controller. */
export interface Context<C, A extends Attributes = Attributes> {
	readonly controller: C;
	readonly signal: AbortSignal;
	/** Kept with the state; an operation may change it in place. */
	readonly private: Private;
	/** The configuration with its write-only values; empty outside create and update. */
	readonly config: Partial<ValuesOf<A>>;
	/** Adds a diagnostic that does not end the operation. */
	warn(diagnostic: Diagnostic): void;
	/** Says how far a wait is, in a few words; absent where nobody looks. */
	readonly progress?: (text: string) => void;
}

/** A live object as the Controller tells it: attributes in camelCase, those that it does not tell left out. */
export type Live<A extends Attributes> = { readonly [K in keyof A]?: unknown };

/** What planning one resource instance may look at and change: pure, no calls. */
export interface Planning<A extends Attributes> {
	/** undefined while the Controller is not known yet. */
	readonly dialect: Dialect | undefined;
	readonly config: Planned<ValuesOf<A>>;
	/** undefined: the object is to be created. */
	readonly prior: ValuesOf<A> | undefined;
	/** To be changed in place where the type has rules of its own. */
	readonly planned: Planned<ValuesOf<A>>;
	readonly private: Private;
	/** Facts by resource type, as the type asked for in `facts`; undefined where they could not be had. */
	readonly facts: Facts;
	/** Marks an argument (camelCase) as one whose change deletes and creates the object. */
	replace(attribute: keyof A & string): void;
	report(diagnostic: Diagnostic): void;
}

/** Live objects by resource type, in camelCase. */
export type Facts = Readonly<
	Record<string, readonly Readonly<Record<string, unknown>>[] | undefined>
>;

/** The objects that references (by camelCase name of the argument) lead to, in camelCase: as planned, and as the Controller has them now. */
export type Referred = Readonly<
	Record<
		string,
		| {
				readonly planned?: Readonly<Record<string, unknown>>;
				readonly live?: Readonly<Record<string, unknown>>;
		  }
		| undefined
	>
>;

/** Something that only one object can have: a name, a port of an agent. */
export interface Claim {
	/** Compared as text, e.g. `port:3f…:8080/tcp`. */
	readonly key: string;
	/** For messages, e.g. `external port 8080 on agent 3f…`. */
	readonly label: string;
	/** camelCase name of the argument that claims it. */
	readonly attribute: string;
}

/** A planned change of one object, as `restarts` sees it. */
export interface Change<A extends Attributes> {
	readonly action: "create" | "update" | "delete" | "replace";
	readonly prior: ValuesOf<A> | undefined;
	readonly planned: Planned<ValuesOf<A>> | undefined;
	readonly dialect: Dialect | undefined;
	/** Live microservices of the whole Controller, where the type asked for them. */
	readonly facts: Facts;
}

/** A resource type: everything about it, as data and the few functions that talk to the Controller. */
export interface Resource<A extends Attributes = Attributes, C = unknown> {
	/** Name as in Terraform, e.g. `iofog_registry`. */
	readonly type: string;
	/** Version of the schema, counted up when stored state must be converted. */
	readonly version: number;
	/** One sentence for the reference page and the editor. */
	readonly summary: string;
	/** The one dialect that has the type, where it is not in both. */
	readonly only?: Dialect;
	readonly attributes: A;
	/** camelCase names of the attributes that identify the remote object. */
	readonly identity: readonly (keyof A & string)[];
	/** camelCase names of the attributes that no two objects share; the key is looked up before a create. */
	readonly uniqueKey: readonly (keyof A & string)[];
	/** How an import ID is written, one form after the other, e.g. `UUID`, `APPLICATION/NAME`. */
	readonly importForms: readonly string[];
	/** The Controller has exactly one, which cannot be deleted. */
	readonly singleton?: boolean;
	/** Attribute (camelCase) → type whose object, when deleted, takes this one along, e.g. `{ application: "iofog_application" }`. */
	readonly deletedWith?: { readonly [K in keyof A]?: string };
	/** Attribute (camelCase) with the name of the application whose one read answers for this object, too. */
	readonly readWith?: keyof A & string;
	/** Creating and updating only wait once `identified` was called, in looks that all who wait share: any number may wait at the same time. */
	readonly waits?: boolean;
	/** Operations with a time limit that the user may set, with their defaults in seconds. */
	readonly timeouts?: { readonly create: number; readonly update: number };

	/** What else must be unlike in all objects; the keys are free before a create. */
	claims?(values: Planned<ValuesOf<A>>): Claim[];
	/** Resource types of which the Controller must have an object before this one can be created. */
	needs?(
		values: Planned<ValuesOf<A>>,
		dialect: Dialect | undefined,
	): readonly Need[];
	/** Resource types whose live objects `plan` wants to see for this configuration over what is stored. */
	facts?(
		config: Planned<ValuesOf<A>>,
		prior: ValuesOf<A> | undefined,
	): readonly string[];
	/** Judges arguments against each other; unknown counts as set. */
	validate?(config: Planned<ValuesOf<A>>): Diagnostic[];
	/** Rules that defaults, types and options cannot say. */
	plan?(planning: Planning<A>): void;
	/** Names (`application/name`) of the microservices whose containers a change restarts. */
	restarts?(change: Change<A>): string[];
	/** Whether the object goes together with those that it refers to; judged where it is new or one of `attributes` (camelCase) changes. */
	readonly fit?: {
		readonly attributes: readonly (keyof A & string)[];
		judge(planned: Planned<ValuesOf<A>>, referred: Referred): Diagnostic[];
	};
	/** Types of the facts that `restarts` needs for a change; without it none. */
	restartFacts?(change: Change<A>): readonly string[];
	/** Converts stored state (snake_case JSON) of an older version. */
	upgrade?(
		version: number,
		state: Record<string, unknown>,
	): Record<string, unknown>;

	/** Looks for a live object with the unique key of the planned one. */
	find?(
		context: Context<C, A>,
		planned: ValuesOf<A>,
	): Promise<Live<A> | undefined>;
	/** Creates the object; calls `identified` as soon as the Controller has answered, and may go on. */
	create(
		context: Context<C, A>,
		planned: ValuesOf<A>,
		identified: (identity: Partial<ValuesOf<A>>) => void,
	): Promise<void>;
	/** Reads the object; attributes that the Controller does not tell are left out; undefined: it is gone. */
	read(
		context: Context<C, A>,
		state: ValuesOf<A>,
	): Promise<Live<A> | undefined>;
	/** Brings the object from prior to planned; calls `identified` where it had to be created anew. */
	update(
		context: Context<C, A>,
		prior: ValuesOf<A>,
		planned: ValuesOf<A>,
		identified: (identity: Partial<ValuesOf<A>>) => void,
	): Promise<void>;
	/** Deletes the object; one that is gone already is deleted. */
	delete(context: Context<C, A>, state: ValuesOf<A>): Promise<void>;
	/** Objects that the Controller would delete together with this one. */
	holds?(context: Context<C, A>, state: ValuesOf<A>): Promise<readonly Held[]>;
	/** All live objects, as `read` gives them; `within` limits microservices and routes to one application. */
	list(
		context: Context<C, A>,
		within?: { readonly application?: string },
	): Promise<Live<A>[]>;
	/** Finds what an import ID stands for: identity attributes; empty: none; several: ambiguous. */
	import(context: Context<C, A>, id: string): Promise<Partial<ValuesOf<A>>[]>;
}

/** An object of another type that must exist, in the Controller or in the same run. */
export interface Need {
	readonly type: string;
	/** What to say where there is none: full sentences with the lines to add. */
	readonly detail: string;
}

/** An object that goes down with another. */
export interface Held {
	readonly type: string;
	/** Identity as one text: a uuid, or `application/name`. */
	readonly id: string;
	readonly name: string;
}

/** A data source: read-only look-up of live objects. */
export interface DataSource<A extends Attributes = Attributes, C = unknown> {
	readonly type: string;
	readonly summary: string;
	readonly only?: Dialect;
	readonly attributes: A;
	validate?(config: Planned<ValuesOf<A>>): Diagnostic[];
	/** Reads all attributes; throws a DiagnosticError where there is no such object. */
	read(context: Context<C, A>, config: ValuesOf<A>): Promise<Live<A>>;
}

/** What opening an ephemeral resource gives. */
export interface Opened<A extends Attributes> {
	/** Attributes beside those of the configuration. */
	readonly values: Live<A>;
	/** When it must be renewed to stay valid. */
	readonly renewAt?: Date;
}

/** An ephemeral resource: something that exists while it is used, and of which nothing is stored. */
export interface EphemeralResource<
	A extends Attributes = Attributes,
	C = unknown,
> {
	readonly type: string;
	readonly summary: string;
	readonly only?: Dialect;
	readonly attributes: A;
	validate?(config: Planned<ValuesOf<A>>): Diagnostic[];
	/** Opens it; what `renew` and `close` must know is put into the context's private data. */
	open(context: Context<C, A>, config: ValuesOf<A>): Promise<Opened<A>>;
	/** Keeps it valid, and says until when. */
	renew?(context: Context<C, A>): Promise<Date | undefined>;
	/** Gives back what was opened; absent where there is nothing to give back. */
	close?(context: Context<C, A>): Promise<void>;
}

/** The defining functions for one client type C; they infer the attributes and check every function against them. */
export function definer<C>() {
	return {
		defineResource: <A extends Attributes>(
			resource: Resource<A, C>,
		): Resource<A, C> => resource,
		defineDataSource: <A extends Attributes>(
			source: DataSource<A, C>,
		): DataSource<A, C> => source,
		defineEphemeral: <A extends Attributes>(
			ephemeral: EphemeralResource<A, C>,
		): EphemeralResource<A, C> => ephemeral,
	};
}
