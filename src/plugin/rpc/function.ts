import { CallFunctionRequest, CallFunctionResponse } from "../wire/messages";
import { method } from "./method";
import { functionOf } from "./types";
import { decodeAny, encodeValues } from "./values";

export const callFunction = method(
	CallFunctionRequest,
	CallFunctionResponse,
	({ provider }, { name = "", arguments: given = [] }) => {
		const { parameters, return_type } = functionOf(provider, name);
		const called = provider.callFunction?.(
			name,
			parameters.map(({ type }, i) => decodeAny(type, given[i])),
		);
		if (!called?.fault)
			return { result: encodeValues(return_type, called?.result) };
		const { text, argument } = called.fault;
		return {
			error: {
				text,
				...(argument !== undefined && { functionArgument: argument }),
			},
		};
	},
);
