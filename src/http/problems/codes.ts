import { REFUSALS, type RefusalCode } from '../../policy/refusals/index';
import type { RefusalKind } from '../../policy/refusals/refusal';
import { PROBLEMS, type ProblemCode } from './catalogue';

/** Every code that an answer can carry: the problems of HTTP and the refusals of the policy. */
export type Code = ProblemCode | RefusalCode;

/** All that is said of a code wherever it is answered. */
export interface CodeEntry {
  readonly status: number;
  readonly title: string;
  readonly meaning?: string;
  readonly cure: string;
}

/** The one place where what the policy says becomes a status. */
const STATUS: Readonly<Record<RefusalKind, number>> = { state: 409, policy: 422, input: 422, fixed: 422 };

const isProblem = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** True for a code that the service knows. */
export const isCode = (text: string): text is Code => isProblem(text) || Object.hasOwn(REFUSALS, text);

/** The entry of a code, with its status. */
export function entryOf(code: Code): CodeEntry {
  if (isProblem(code)) return PROBLEMS[code];
  const { kind, title, cure } = REFUSALS[code];
  return { status: STATUS[kind], title, cure };
}

/** All codes, by status and then by name. */
export function allCodes(): Code[] {
  const codes = [...Object.keys(PROBLEMS), ...Object.keys(REFUSALS)].filter(isCode);
  return codes.sort((a, b) => entryOf(a).status - entryOf(b).status || (a < b ? -1 : 1));
}

/** A name and not an address: it stays the same wherever the service runs. */
export const problemType = (code: string): string => `urn:redress:problem:${code.replaceAll('_', '-')}`;

/** The path of the entry that documents the code. */
export const documentationOf = (code: string): string => `/v1/problem-codes/${code}`;
