/** What a caller may be. Who may do what is part of each command. */
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
/** What ends or turns a complaint is the complaints officer's (Code 4.1, 4.2). */
export const OFFICER: readonly Role[] = ['complaints-officer'];
