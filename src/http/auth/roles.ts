import { OFFICER, type Role, ROLES, STAFF } from '../../policy/rules/roles';

/** The roles a landlord's own key can carry; running the platform is not a landlord's business. */
export const LANDLORD_ROLES = ROLES.filter((role) => role !== 'platform-admin');

const MAY_READ: readonly Role[] = ['landlord-admin', ...STAFF, 'reader'];

/**
 * The one table of who may do what apart from the acts on a complaint, which carry their roles themselves. A route
 * names a row of it and never a list of its own. `scrutiny` sees figures and no single case.
 */
export const MAY = {
  /** Nothing about any landlord is in the answer. */
  readPublished: ROLES,
  createLandlords: ['platform-admin'],
  readLandlords: ROLES,
  changeLandlords: ['platform-admin', 'landlord-admin'],
  manageKeys: ['platform-admin', 'landlord-admin'],
  readPolicies: [...MAY_READ, 'scrutiny'],
  publishPolicies: ['landlord-admin'],
  /** The yearly assessment against the Code; whoever reads policies reads it. */
  assess: ['landlord-admin'],
  /** That the Code cannot be kept for a time; who deals with the ombudsman records it. Whoever reads policies reads it. */
  recordExceptions: ['landlord-admin', 'complaints-officer'],
  readComplaints: MAY_READ,
  /** Of all complaints together: what the Member Responsible for Complaints goes by. */
  readFigures: [...MAY_READ, 'scrutiny'],
  /** To look through a month's feedback is the complaints team's, and its landlord's. */
  reviewFeedback: ['landlord-admin', 'complaints-officer'],
  /** Gone is gone: it is the landlord's to say, as the controller of the data. */
  erase: ['landlord-admin'],
  /** Everything about one person, for that person. */
  exportPerson: ['landlord-admin', 'complaints-officer'],
  /** Who looked at what is the employer's to ask, and not each colleague's. */
  readAccessLog: ['landlord-admin'],
  /** What everybody's dates are counted by from now on. */
  changeClosures: ['landlord-admin'],
  /** Moving dates that residents were told: seen first, then done. */
  rehearse: ['landlord-admin', 'complaints-officer'],
  /** Whoever works on a complaint has to know the adjustments agreed; nobody else does (Code 5.10). */
  readAdjustments: STAFF,
  /** Why they are needed: a disability or vulnerability that was disclosed. */
  readVulnerabilities: OFFICER,
  /** What was considered before contact was restricted tells of the same. */
  readEqualityConsiderations: OFFICER,
} as const satisfies Record<string, readonly Role[]>;

/** Who may call an operation: the doors, their description and the tests all ask here. */
export const rolesOf = (may: keyof typeof MAY | readonly Role[]): readonly Role[] =>
  typeof may === 'string' ? MAY[may] : may;

/**
 * Whether a landlord may limit the caller of an operation to the complaints assigned to it: a handler to whom no role
 * beside that shows every complaint. `scrutiny` lifts the limit from the figures, which it sees whole by itself, and
 * from no case.
 */
export const isLimitable = (roles: readonly Role[], may: keyof typeof MAY | readonly Role[]): boolean => {
  const besides = roles.filter((role) => role !== 'handler');
  const lifting: readonly Role[] = [...MAY.readComplaints, ...rolesOf(may)];
  return roles.includes('handler') && !besides.some((role) => lifting.includes(role));
};

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);
