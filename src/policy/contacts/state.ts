import { z } from 'zod';
import { localDateSchema } from '../dates/local-date';
import { releasing } from '../complaint/privacy';
import { recordedDepartureSchema } from '../events/departures';
import { CHOICES, type ContactEvent, contactEventSchemas } from './events';

/** `recorded`: nothing was asked for, so there is nothing to close. */
export const CONTACT_STATUSES = ['open', 'closed', 'recorded'] as const;

/** Where the resident's choice to complain stands (Code 1.3). `offered`: nothing is known of the answer. */
export const CHOICE_STATUSES = ['not-needed', 'not-offered', 'offered', ...CHOICES, 'complained'] as const;
export type ChoiceStatus = (typeof CHOICE_STATUSES)[number];

const { received, redirected, completed } = contactEventSchemas;
const { 'became-complaint': becameComplaint, 'choice-offered': choiceOffered } = contactEventSchemas;
const { 'hold-placed': holdPlaced } = contactEventSchemas;

/** What the events of a contact come to. */
export const contactStateSchema = z.strictObject({
  ...received.shape,
  receivedOn: localDateSchema,
  status: z.enum(CONTACT_STATUSES),
  choices: z.array(z.strictObject({ offeredOn: localDateSchema, ...choiceOffered.shape })).readonly(),
  redirections: z.array(z.strictObject({ on: localDateSchema, ...redirected.shape })).readonly(),
  completion: z.strictObject({ on: localDateSchema, ...completed.shape }).nullable(),
  conversion: z.strictObject({ on: localDateSchema, ...becameComplaint.shape }).nullable(),
  // With defaults, because facts are stored and not replayed: those of earlier releases are without these.
  holds: z
    .array(
      z.strictObject({
        ...holdPlaced.shape,
        placedOn: localDateSchema,
        releasedOn: localDateSchema.nullable(),
      }),
    )
    .readonly()
    .default([]),
  /** From this day on the contact is figures and dates alone. */
  erasedOn: localDateSchema.nullable().default(null),
  /** Where an act did not keep a rule of the procedure, in the order of the acts. */
  departures: z
    .array(z.strictObject({ on: localDateSchema, ...recordedDepartureSchema.shape }))
    .readonly()
    .default([]),
});
export type ContactState = z.output<typeof contactStateSchema>;

type Received = Extract<ContactEvent, { type: 'received' }>;
type Later = Exclude<ContactEvent, Received>;

export const begun = ({ on, data, departures }: Received): ContactState => ({
  ...data,
  receivedOn: on,
  status: data.asksForWork ? 'open' : 'recorded',
  choices: [],
  redirections: [],
  completion: null,
  conversion: null,
  holds: [],
  erasedOn: null,
  departures: departedOn(on, departures),
});

const departedOn = (on: ContactEvent['on'], departures: ContactEvent['departures'] = []) =>
  departures.map((each) => ({ on, ...each, ids: [...each.ids] }));

/** Becoming a complaint leaves the status as it is: the work goes on beside the complaint (Code 1.5). */
export function evolveContact(before: ContactState, event: Later): ContactState {
  const { on, departures } = event;
  const after = moved(before, event);
  return departures ? { ...after, departures: [...after.departures, ...departedOn(on, departures)] } : after;
}

function moved(state: ContactState, event: Later): ContactState {
  const { on } = event;
  switch (event.type) {
    case 'choice-offered':
      return { ...state, choices: [...state.choices, { offeredOn: on, ...event.data }] };
    case 'redirected':
      return { ...state, redirections: [...state.redirections, { on, ...event.data }] };
    case 'completed':
      return { ...state, status: 'closed', completion: { on, ...event.data } };
    case 'became-complaint':
      return { ...state, conversion: { on, ...event.data } };
    case 'hold-placed':
      return { ...state, holds: [...state.holds, { ...event.data, placedOn: on, releasedOn: null }] };
    case 'hold-released':
      return { ...state, holds: releasing(state.holds, event.data.n, on) };
    case 'erased':
      return { ...state, erasedOn: on };
  }
}

export function replayContact(events: readonly ContactEvent[]): ContactState {
  const [first, ...rest] = events;
  if (first?.type !== 'received') throw new RangeError('A contact begins by being received');
  return rest.reduce((state, event) => {
    if (event.type === 'received') throw new RangeError('A contact is received once');
    return evolveContact(state, event);
  }, begun(first));
}

export function choiceStatus(
  state: Pick<ContactState, 'conversion' | 'choices' | 'choiceOffered' | 'dissatisfied'>,
): ChoiceStatus {
  if (state.conversion) return 'complained';
  const last = state.choices.at(-1);
  if (last) return last.answer;
  if (state.choiceOffered) return 'offered';
  return state.dissatisfied ? 'not-offered' : 'not-needed';
}
