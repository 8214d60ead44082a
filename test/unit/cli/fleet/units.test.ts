import { bytesText, durationText } from "../../../../src/cli/fleet/units";

test.each([
	[-5, "0s"],
	[0, "0s"],
	[999, "0s"],
	[59_000, "59s"],
	[60_000, "1m"],
	[200_000, "3m20s"],
	[600_000, "10m"],
	[659_000, "10m"],
	[5_430_000, "1h30m"],
	[90_000_000, "1d1h"],
	[1_200_000_000, "13d"],
])("%d ms are %s", (milliseconds, text) => {
	expect(durationText(milliseconds)).toBe(text);
});

test.each([
	[0, "0B"],
	[812, "812B"],
	[1024, "1.0KiB"],
	[47_500_000, "45.3MiB"],
	[150 * 1024 * 1024, "150MiB"],
	[1.2 * 1024 ** 3, "1.2GiB"],
	[5000 * 1024 ** 4, "5000TiB"],
])("%d bytes are %s", (bytes, text) => {
	expect(bytesText(bytes)).toBe(text);
});
