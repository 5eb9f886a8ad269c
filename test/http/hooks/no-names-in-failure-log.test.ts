import { startTestApp } from '../../support/app';
import { openDesk } from '../../support/landlord-desk';

test.each([
  ['a statement that cannot run', 'alter table contacts rename to contacts_away'],
  ['a row that cannot stand', 'alter table contacts add constraint never check (false) not valid'],
])('%s is a failure in the log, and nobody’s name is in it', async (_, fault) => {
  const service = await startTestApp();
  const desk = await openDesk(service, 'westfield');
  await service.owner.query({ text: fault });
  const contact = {
    receivedOn: '2024-09-02',
    channel: 'phone',
    agreed: true,
    person: { name: 'Mrs Nakamura' },
    summary: 'The bin store was left unlocked',
  };
  const { status, body } = await desk.post('/v1/contacts', contact);
  expect([status, body.code, body.detail]).toEqual([500, 'internal_error', undefined]);
  const failures = service.log.filter(({ level }) => level === 50);
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ err: { code: expect.any(String), message: expect.any(String) } });
  expect(JSON.stringify(service.log)).not.toMatch(/Nakamura|bin store/);
  await service.stop();
});
