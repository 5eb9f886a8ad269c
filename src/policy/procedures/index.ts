import { type PolicyDocument, policyDocumentSchema } from '../document/document';
import arches from './arches.json';
import code2022 from './code-2022.json';
import code2024 from './code-2024.json';
import hexagon from './hexagon.json';
import hhs from './hhs.json';
import lgsco from './lgsco.json';
import nipso from './nipso.json';
import psow from './psow.json';
import settle from './settle.json';
import spso from './spso.json';
import westfield from './westfield.json';

export const PROCEDURE_NAMES = [
  'hexagon',
  'westfield',
  'settle',
  'arches',
  'hhs',
  'code-2024',
  'spso',
  'psow',
  'nipso',
  'lgsco',
  'code-2022',
] as const;
export type ProcedureName = (typeof PROCEDURE_NAMES)[number];

const files: Readonly<Record<ProcedureName, unknown>> = {
  hexagon,
  westfield,
  settle,
  arches,
  hhs,
  'code-2024': code2024,
  spso,
  psow,
  nipso,
  lgsco,
  'code-2022': code2022,
};

let parsed: readonly PolicyDocument[] | undefined;

/** The procedures that come with the service. Checked at the first call, so that a damaged file fails where it is used. */
export function shippedProcedures(): readonly PolicyDocument[] {
  parsed ??= PROCEDURE_NAMES.map((name) => policyDocumentSchema.parse(files[name]));
  return parsed;
}

/** The shipped procedure of this name; undefined where none is called so. */
export function shipped(name: string): PolicyDocument | undefined {
  return shippedProcedures().find((procedure) => procedure.name === name);
}
