import { z } from 'zod';
import { holidays } from '../../../policy/calendar/bank-holidays';
import { divisionSchema } from '../../../policy/document/calendar';
import { holidayDatasetSchema } from '../../../policy/calendar/bank-holidays/dataset';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';

const read = declare({
  id: 'readCalendar',
  tag: 'Working days',
  summary: 'Read the bank holidays of a division',
  description:
    'As published, with the days for which they are complete. Nothing is known about days outside that coverage.',
  may: 'readPublished',
  params: z.strictObject({ division: divisionSchema.describe('Whose bank holidays.') }),
  answers: {
    200: {
      description: 'The bank holidays.',
      schema: holidayDatasetSchema.meta({ id: 'BankHolidays' }),
      example: {
        division: 'scotland',
        version: 'gov-uk-2012-2028',
        coverage: { from: '2012-01-01', to: '2028-12-31' },
        provenance: {
          source: 'GOV.UK bank holidays',
          licence: 'Open Government Licence v3.0',
          years: [2026],
        },
        holidays: [{ on: '2026-06-15', title: 'World Cup bank holiday', notes: '' }],
      },
    },
  },
  example: { params: { division: 'england-and-wales' } },
});

export function calendarRoutes(app: Scope): void {
  app.get('/calendars/:division', read, async (request) => holidays(request.params.division));
}
