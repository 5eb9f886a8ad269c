/** The roles a caller may have. Each command says which of them may do it. */
export const ROLES = [
  'platform-admin',
  'landlord-admin',
  'complaints-officer',
  'handler',
  'reader',
  'scrutiny',
] as const;
export type Role = (typeof ROLES)[number];

/** Any member of staff may take a complaint in and work on it (Code 3.2). */
export const STAFF: readonly Role[] = ['complaints-officer', 'handler'];
/** An act against the procedure is recorded by the complaints officer, or not at all (Code 4.1, 4.2). */
export const MAY_DEPART: Role = 'complaints-officer';
/** The complaints officer alone ends or turns a complaint (Code 4.1, 4.2). */
export const OFFICER: readonly Role[] = ['complaints-officer'];
