/**
 * Which reading of the events the stored states come from. The events are the record and a state is what this release
 * makes of them, kept so that nobody has to read them all each time. So a state of another format is no error: it is
 * made anew. Raise the number whenever the same events come to another state than before, by a field more as by a rule
 * mended; `test/policy/complaint/state-format.test.ts` notices when that was forgotten.
 */
export const STATE_FORMAT = 9;
