import { lengthInWords } from '../../clocks/count-in-words';
import { anchorOrder } from '../reading/anchor-order';
import { listed, type Point } from '../reading/findings';
import { called, type PlacedStage, type Subject } from '../reading/subject';
import { type Check, spokenTo } from './check';
import { noSecondStage } from './times';

type Extension = NonNullable<PlacedStage['stage']['extension']>;
type Required = Extension['requires'][number];

const WORKING_DAYS = 'working-days' as const;

/** Where the stage has no extension: none can be too long, as long as there is a time that could be extended. */
function withoutExtension(subject: Subject, placed: PlacedStage): Point {
  const { stage, at } = placed;
  const silent = subject.silence('extension', `${stage.key}-extension`);
  if (!stage.respond || anchorOrder(stage.respond, placed, 'acknowledged', subject) === 'open') {
    const says = `${called(placed)} has no extension, and no time that stands fast without one.`;
    return { verdict: 'cannot-tell', says, at: [...(stage.respond ? [`${at}/respond`] : []), ...silent] };
  }
  // A document that lists its silence on extensions does not promise to do without them.
  const verdict = silent.length > 0 ? 'meets' : 'stricter';
  return { verdict, says: `${called(placed)} gives no extension.`, at: [`${at}/respond`, ...silent] };
}

/** What is said of more than the cap. A resident may agree to what has no good reason, so agreement alone decides nothing. */
const BEYOND = {
  refused: { verdict: 'stricter', words: 'and never longer' },
  'with-good-reason': { verdict: 'meets', words: 'and longer only with a good reason' },
  'with-agreement': { verdict: 'cannot-tell', words: 'and longer only if the resident agrees' },
} as const satisfies Record<Extension['overCap'], { verdict: Point['verdict']; words: string }>;

function capAt(subject: Subject, placed: PlacedStage, amount: number): Point {
  const { stage, at } = placed;
  const { extension } = stage;
  if (!extension) return withoutExtension(subject, placed);
  const codes = { amount, unit: WORKING_DAYS };
  const asked = lengthInWords(codes);
  const pointer = `${at}/extension`;
  const cap = capOf(extension);
  if (!cap) {
    return {
      verdict: 'departs',
      says: `${called(placed)} can be extended without a cap; the Code has ${asked} without good reason.`,
      at: [pointer, ...subject.silence('extension-cap', `${stage.key}-extension-cap`)],
      explain: `Why an extension of ${called(placed)} has no longest length.`,
      notes: omitted(extension),
    };
  }
  const compared = subject.days.against(cap, codes);
  if (compared.is === 'unknown' || compared.is === 'longer') {
    const departs = compared.is === 'longer';
    return {
      verdict: departs ? 'departs' : 'cannot-tell',
      says: `${called(placed)} can be extended by ${lengthInWords(cap)}${departs ? `, more than the Code's ${asked}` : '; no calendar can be made to compare it'}.`,
      at: [pointer],
      explain: `Why an extension of ${called(placed)} may be ${lengthInWords(cap)}.`,
      notes: omitted(extension),
    };
  }
  if (repeatable(extension)) {
    return {
      verdict: 'departs',
      says: `${called(placed)} can be extended by ${lengthInWords(cap)} at a time, and that ${extension.count === null ? 'without an end' : `${extension.count} times`}; the Code has ${asked} without good reason.`,
      at: [pointer],
      explain: `Why the extensions of ${called(placed)} together have no cap of ${asked}.`,
      cure: `Cap all extensions together at ${asked}, unless there is a good reason.`,
      notes: omitted(extension),
    };
  }
  const { verdict, words } = BEYOND[extension.overCap];
  return {
    verdict: compared.is === 'shorter' && verdict === 'meets' ? 'stricter' : verdict,
    says: `${called(placed)} can be extended by ${lengthInWords(cap)} ${words}; the Code has ${asked} without good reason.`,
    at: [pointer],
    notes: omitted(extension),
  };
}

const capOf = ({ total, each }: Extension) => total ?? each;
/** A cap on each extension and none on all of them caps nothing: one follows another. */
const repeatable = ({ total, each, count }: Extension): boolean =>
  total === null && each !== null && count !== 1;

/** What the list of contents leaves out. The document may say it elsewhere, so the letters decide, not the list. */
function omitted({ requires, notice }: Extension): string[] {
  const WORDS: readonly (readonly [Required, string])[] = [
    ['reason', 'the reason'],
    ['new-date', 'the new date'],
  ];
  const missing = WORDS.filter(([key]) => !requires.includes(key)).map(([, words]) => words);
  return [
    ...(missing.length > 0 ? [`It does not say that ${listed(missing)} must be given with it.`] : []),
    ...(notice === null ? ['It does not say that notice must be given before the date passes.'] : []),
    ...(requires.includes('agreement')
      ? ["It needs the resident's agreement, which the Code does not ask for."]
      : []),
  ];
}

function ombudsmanAt(subject: Subject, placed: PlacedStage): Point {
  const { stage, at } = placed;
  const { extension } = stage;
  if (!extension) {
    const without = withoutExtension(subject, placed);
    return without.verdict === 'stricter' ? { ...without, verdict: 'meets' } : without;
  }
  const pointer = `${at}/extension`;
  if (extension.requires.includes('ombudsman-contact')) {
    const says = `A notice of extension at ${called(placed)} gives the contact details of the ombudsman.`;
    return { verdict: 'meets', says, at: [pointer] };
  }
  const carried = extension.requires.map((key) => key.replaceAll('-', ' '));
  return {
    verdict: 'departs',
    says: `A notice of extension at ${called(placed)} carries ${listed(carried) || 'nothing that is named'}, and not the contact details of the ombudsman.`,
    at: [pointer],
    explain: `How residents whose complaint is extended at ${called(placed)} learn how to reach the ombudsman.`,
  };
}

function updatesAt(placed: PlacedStage): Point | null {
  const { stage, at } = placed;
  const { extension } = stage;
  if (!extension?.requires.includes('agreed-update-plan')) return null;
  const says = `An extension at ${called(placed)} needs agreement on how often and how the resident is kept informed.`;
  return { verdict: 'meets', says, at: [`${at}/extension`] };
}

/** Code 5.9 is about every stage: a plan agreed at one of them leaves the others open. */
const updatesAgreed: Check = (subject, provision) => {
  const stages = [subject.first, ...subject.later];
  const agreed = stages.map(updatesAt);
  if (agreed.every((point) => point === null)) return spokenTo(subject, provision);
  return stages.map(
    (placed, index): Point =>
      agreed[index] ?? {
        verdict: 'cannot-tell',
        says: `${called(placed)} says nothing of it.`,
        at: placed.stage.extension ? [`${placed.at}/extension`] : [],
      },
  );
};

const everyLater =
  (judge: (subject: Subject, at: PlacedStage) => Point): Check =>
  (subject) =>
    subject.later.length > 0 ? subject.later.map((at) => judge(subject, at)) : [noSecondStage(subject)];

export const EXTENSION_CHECKS: Readonly<Record<string, Check>> = {
  '5.9': updatesAgreed,
  '6.4': (subject) => [capAt(subject, subject.first, 10)],
  '6.5': (subject) => [ombudsmanAt(subject, subject.first)],
  '6.15': everyLater((subject, at) => capAt(subject, at, 20)),
  '6.16': everyLater(ombudsmanAt),
};
