import { isLimitable, LANDLORD_ROLES, rolesOf } from '../../../src/http/auth/roles';
import type { Role } from '../../../src/policy/rules/roles';

type Sight = 'none' | 'assigned' | 'all';
type May = 'readComplaints' | 'readFigures';

/** The sight of these roles where handlers see what is assigned to them: complaints, and figures. */
const TABLE: readonly (readonly [roles: readonly Role[], complaints: Sight, figures: Sight])[] = [
  [[], 'none', 'none'],
  [['scrutiny'], 'none', 'all'],
  [['reader'], 'all', 'all'],
  [['reader', 'scrutiny'], 'all', 'all'],
  [['handler'], 'assigned', 'assigned'],
  [['handler', 'scrutiny'], 'assigned', 'all'],
  [['handler', 'reader'], 'all', 'all'],
  [['handler', 'reader', 'scrutiny'], 'all', 'all'],
  [['complaints-officer'], 'all', 'all'],
  [['complaints-officer', 'scrutiny'], 'all', 'all'],
  [['complaints-officer', 'reader'], 'all', 'all'],
  [['complaints-officer', 'reader', 'scrutiny'], 'all', 'all'],
  [['complaints-officer', 'handler'], 'all', 'all'],
  [['complaints-officer', 'handler', 'scrutiny'], 'all', 'all'],
  [['complaints-officer', 'handler', 'reader'], 'all', 'all'],
  [['complaints-officer', 'handler', 'reader', 'scrutiny'], 'all', 'all'],
  [['landlord-admin'], 'all', 'all'],
  [['landlord-admin', 'scrutiny'], 'all', 'all'],
  [['landlord-admin', 'reader'], 'all', 'all'],
  [['landlord-admin', 'reader', 'scrutiny'], 'all', 'all'],
  [['landlord-admin', 'handler'], 'all', 'all'],
  [['landlord-admin', 'handler', 'scrutiny'], 'all', 'all'],
  [['landlord-admin', 'handler', 'reader'], 'all', 'all'],
  [['landlord-admin', 'handler', 'reader', 'scrutiny'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer', 'scrutiny'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer', 'reader'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer', 'reader', 'scrutiny'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer', 'handler'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer', 'handler', 'scrutiny'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer', 'handler', 'reader'], 'all', 'all'],
  [['landlord-admin', 'complaints-officer', 'handler', 'reader', 'scrutiny'], 'all', 'all'],
];

function sightOf(roles: readonly Role[], may: May): Sight {
  if (!roles.some((role) => rolesOf(may).includes(role))) return 'none';
  return isLimitable(roles, may) ? 'assigned' : 'all';
}

test('every set of roles that a landlord can give is in the table once', () => {
  const sets = TABLE.map(([roles]) => LANDLORD_ROLES.filter((role) => roles.includes(role)).join());
  expect(new Set(sets).size).toBe(2 ** LANDLORD_ROLES.length);
  expect(LANDLORD_ROLES).toHaveLength(5);
});

test.each(TABLE)('of %j the complaints seen are %s, and the figures of %s', (roles, complaints, figures) => {
  expect([sightOf(roles, 'readComplaints'), sightOf(roles, 'readFigures')]).toEqual([complaints, figures]);
});

test('no role beside others takes from what they show, and none that shows no complaint adds one', () => {
  const width = { none: 0, assigned: 1, all: 2 };
  for (const [roles] of TABLE) {
    for (const added of LANDLORD_ROLES.filter((role) => !roles.includes(role))) {
      for (const may of ['readComplaints', 'readFigures'] as const) {
        const [before, after] = [sightOf(roles, may), sightOf([...roles, added], may)];
        expect([roles, added, may, width[after]]).toEqual([
          roles,
          added,
          may,
          Math.max(width[before], width[sightOf([added], may)]),
        ]);
      }
    }
  }
});
