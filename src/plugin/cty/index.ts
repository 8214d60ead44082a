export { decode } from "./decode";
export { encode } from "./encode";
export { CtyFault } from "./fault";
export { decodeJson, fromJson, isJsonOf, parseJson } from "./json";
export { decodeType, encodeType } from "./type";
