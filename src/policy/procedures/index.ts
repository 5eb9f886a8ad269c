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

const procedures: readonly PolicyDocument[] = PROCEDURE_NAMES.map((name) =>
  policyDocumentSchema.parse(files[name]),
);

/** The procedures that come with the service. */
export const shippedProcedures = (): readonly PolicyDocument[] => procedures;

/** The shipped procedure of this name; undefined where none is called so. */
export const shipped = (name: string): PolicyDocument | undefined =>
  procedures.find((procedure) => procedure.name === name);
