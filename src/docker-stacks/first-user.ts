/** What its exit codes mean, as the command that Terraform shows where it fails: output is hidden, as a password is among what it is given. */
export const EXIT_CODES =
	"exit status 2: the Controller does not answer, 3: it refuses email or password (8 characters at least), 4: the user exists with another password";

const PATIENCE_MS = 30_000;

interface User {
	readonly email: string;
	readonly password: string;
}

async function answers(url: string): Promise<boolean> {
	const end = Date.now() + PATIENCE_MS;
	while (Date.now() < end) {
		const answer = await fetch(`${url}/api/v3/status`).catch(() => undefined);
		if (answer?.ok) return true;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	return false;
}

async function post(url: string, body: object): Promise<boolean> {
	const answer = await fetch(url, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(PATIENCE_MS),
	});
	return answer.ok;
}

/** Signs the first user up at a Controller, or finds that the user exists already; the exit code. */
export async function signUpFirstUser(
	url: string,
	user: User,
): Promise<number> {
	if (!(await answers(url))) return 2;
	const names = { firstName: "First", lastName: "User" };
	if (await post(`${url}/api/v3/user/signup`, { ...names, ...user })) return 0;
	if (await post(`${url}/api/v3/user/login`, user)) return 0;
	return user.password.length < 8 || !user.email.includes("@") ? 3 : 4;
}

if (require.main === module) {
	const {
		FOGFORM_URL = "",
		FOGFORM_EMAIL = "",
		FOGFORM_PASSWORD = "",
	} = process.env;
	signUpFirstUser(FOGFORM_URL, {
		email: FOGFORM_EMAIL,
		password: FOGFORM_PASSWORD,
	}).then(
		(code) => {
			process.exitCode = code;
		},
		() => {
			process.exitCode = 2;
		},
	);
}
