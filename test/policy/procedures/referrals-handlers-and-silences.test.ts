import type { Referral } from '../../../src/policy/document/outcome';
import { procedure, stage } from './limit-terms';
import { silentOn } from './worded-parts';

type Seed = 'hexagon' | 'westfield' | 'settle' | 'arches' | 'hhs';

function inWords({
  to,
  purpose,
  after,
  via,
  who,
  optional,
  outcomeTo,
  wait,
  limit,
  grounds,
}: Referral): string {
  return [
    `${to} for ${purpose}`,
    after,
    ...(via ? [`via ${via}`] : []),
    ...(who.length > 0 ? [who.join(' or ')] : []),
    ...(optional ? ['optional'] : []),
    ...(outcomeTo ? [`answered to ${outcomeTo}`] : []),
    ...(wait ? [`after ${wait.amount} ${wait.unit} from ${wait.from}`] : []),
    ...(limit ? [`within ${limit.amount} ${limit.unit} from ${limit.from}`] : []),
    ...(grounds.length > 0 ? [`for ${grounds.join(' or ')}`] : []),
  ].join(', ');
}

test.each<[string, Seed, string]>([
  ['HEX-24', 'hexagon', 'housing-ombudsman for investigation, exhausted'],
  [
    'WES-26',
    'westfield',
    'designated-person for help, exhausted, councillor or mp or tenant-panel, optional',
  ],
  ['WES-27', 'westfield', 'housing-ombudsman for advice, any-time'],
  ['WES-28', 'westfield', 'housing-ombudsman for investigation, exhausted'],
  [
    'WES-31',
    'westfield',
    'county-court for claim, any-time, within 6 months from occurred, for race-discrimination or gender-discrimination or protection-from-harassment-act',
  ],
  ['SET-23, SET-24', 'settle', 'designated-person for help, any-time, mp or councillor, optional'],
  [
    'SET-25, SET-26',
    'settle',
    'housing-ombudsman for investigation, exhausted, via designated-person, mp or councillor, answered to designated-person',
  ],
  ['SET-27', 'settle', 'housing-ombudsman for investigation, exhausted, after 8 weeks from response-dated'],
  ['ARC-19', 'arches', 'housing-ombudsman for advice, any-time'],
  [
    'ARC-20, ARC-21',
    'arches',
    'housing-ombudsman for investigation, exhausted, after 8 weeks from response-received',
  ],
  ['HHS-25', 'hhs', 'designated-person for help, exhausted, mp or councillor or tenant-panel, optional'],
  ['HHS-25', 'hhs', 'housing-ombudsman for investigation, exhausted'],
])('%s: whoever is not satisfied with %s can go to %s', (rules, name, way) => {
  const found = procedure(name).referrals.find((referral) => inWords(referral) === way);
  expect(found?.rules.join(', ')).toBe(rules);
});

test.each<[string, Seed, string, string, string[], string | null]>([
  ['HEX-16', 'hexagon', 'initial', 'Initial Stage', ['front-line-staff'], null],
  ['HEX-17', 'hexagon', 'stage-1', 'Stage 1', ['service-manager'], null],
  ['HEX-20', 'hexagon', 'stage-2', 'Stage 2', [], null],
  ['HEX-22', 'hexagon', 'stage-3', 'Stage 3', ['board-member'], null],
  [
    'WES-16',
    'westfield',
    'stage-1',
    'Stage 1',
    ['housing-services-officer', 'property-services-officer'],
    'Not stated; presumably by the subject of the complaint.',
  ],
  ['WES-22', 'westfield', 'stage-2', 'Stage 2', ['operations-manager'], null],
  ['SET-03', 'settle', 'stage-1', 'Complaint', ['service-manager'], null],
  ['SET-20', 'settle', 'review', 'Review stage', ['customer-experience-team'], null],
  ['ARC-08', 'arches', 'stage-1', 'Stage 1', ['head-of-service'], null],
  [
    'ARC-09',
    'arches',
    'stage-2',
    'Stage 2',
    ['director', 'chief-executive'],
    'Subject to the nature of the complaint and the service in question.',
  ],
  ['HHS-14', 'hhs', 'stage-1', 'Stage 1 (Complaint Review)', ['case-manager'], null],
  ['HHS-19', 'hhs', 'stage-2', 'Stage 2 (Appeal)', ['operational-leadership-team'], null],
])('%s: at %s, %s is called %s and handled by %j', (rules, name, key, called, roles, choice) => {
  const found = stage(name, key);
  expect(found.handler?.rules.join(', ')).toBe(rules);
  expect([found.name, found.handler?.roles, found.handler?.choice]).toEqual([called, roles, choice]);
});

test.each<[string, Seed, string[]]>([
  ['HEX-10', 'hexagon', ['late-complaint']],
  ['HEX-17', 'hexagon', ['complaint-about-the-manager']],
  ['HHS-17', 'hhs', ['stage-1-extension-cap']],
])('%s: the page of %s leaves out %j, and the document says that it does', (rule, name, about) => {
  expect(silentOn(name, rule)).toEqual(about);
});

test('WES-31: the day six months after the event is still in time for the County Court', () => {
  expect(procedure('westfield').referrals[3]?.limit).toMatchObject({ amount: 6, boundary: 'inclusive' });
});
