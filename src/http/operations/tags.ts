/** The order here is the order of Swagger UI: daily work first, the machine room last. */
export const TAGS = [
  { name: 'Complaints', description: 'Log a complaint, find it, read its whole record.' },
  { name: 'Acts', description: 'What happens to a complaint, one operation for each step of the procedure.' },
  { name: 'Clocks', description: 'What is due, by when, and why: the worklist.' },
  {
    name: 'Contacts',
    description: 'Feedback, service requests and first attempts to put things right, before any complaint.',
  },
  { name: 'Events', description: 'Everything that happened, in order, for other systems to follow.' },
  { name: 'Reports', description: 'How complaints stand, in figures in which nobody is named.' },
  { name: 'Working days', description: 'Count working days and see which days were left out, and why.' },
  {
    name: 'Rehearsals',
    description:
      'See what a change of working days, procedure or receipt would move before anything is written; then do just that.',
  },
  {
    name: 'Policies',
    description: "The landlord's own complaints procedure as data, one immutable version after another.",
  },
  { name: 'Procedures', description: 'Procedures that come with the service, to start from.' },
  {
    name: 'Self-assessments',
    description:
      'A procedure against the Complaint Handling Code, the yearly assessment that rests on it, and times in which the Code could not be kept.',
  },
  { name: 'Landlords', description: 'The landlords whose complaints this service keeps.' },
  {
    name: 'Privacy',
    description: 'What one person is told of what is kept about them, and what is no longer kept.',
  },
  { name: 'Access log', description: 'Who read or changed what, when and from where.' },
  { name: 'API keys', description: 'Who may call the service, and what each caller may do.' },
  { name: 'Service', description: 'Whether the service is well, its figures, and this description of it.' },
] as const;

export type Tag = (typeof TAGS)[number]['name'];
