// Loaded into a process before anything else: its clock is off by CLOCK_SHIFT milliseconds.
const Real = Date;
const shift = Number(process.env.CLOCK_SHIFT);

globalThis.Date = class Shifted extends Real {
	static now() {
		return Real.now() + shift;
	}

	constructor(...parts) {
		if (parts.length === 0) super(Real.now() + shift);
		else super(...parts);
	}
};
