import { readComplaint } from '../../../complaints/act';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import { findRestrictedTexts } from '../../../db/complaints/restricted-texts';
import { todayOf } from '../../../policy/rules/rules';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { etagOf } from '../../requests/preconditions';
import { principalOf } from '../../auth/principal';
import { notFound } from '../../problems/problem';
import { MAY } from '../../auth/roles';
import {
  adjustmentsSchema,
  adjustmentsView,
  equalityConsiderationsSchema,
  equalityConsiderationsView,
  exampleAdjustments,
  exampleEqualityConsiderations,
} from '../../schemas/restricted';
import { EXAMPLE_REFERENCE } from '../../schemas/examples';
import { complaintParams } from './complaints';

const example = { params: { id: EXAMPLE_REFERENCE } };

const adjustments = declare({
  id: 'readAdjustments',
  tag: 'Complaints',
  summary: 'Read the adjustments of a complaint',
  description:
    'The reasonable adjustments agreed, for those who work on the complaint; disabilities and vulnerabilities disclosed, for the complaints officer alone. It is in no other answer.',
  may: 'readAdjustments',
  params: complaintParams,
  answers: {
    200: {
      description: 'The adjustments this key may read.',
      schema: adjustmentsSchema,
      example: exampleAdjustments,
      headers: ['ETag'],
    },
  },
  example,
});

const equality = declare({
  id: 'readEqualityConsiderations',
  tag: 'Complaints',
  summary: 'Read what was considered before contact was restricted',
  description:
    'Each contact restriction with the equality considerations recorded when it was imposed and reviewed. Its reason and its evidence are with its events.',
  may: 'readEqualityConsiderations',
  params: complaintParams,
  answers: {
    200: {
      description: 'The restrictions and the considerations.',
      schema: equalityConsiderationsSchema,
      example: exampleEqualityConsiderations,
      headers: ['ETag'],
    },
  },
  example,
});

/** Special-category data, each kind to the roles named for it. */
export function restrictedRoutes(app: Scope, deps: ComplaintDeps): void {
  app.get('/complaints/:id/adjustments', adjustments, async (request, reply) => {
    const { landlordId, roles } = principalOf(request);
    const complaint = await readComplaint(deps, landlordId, request.params.id);
    if (!complaint) return notFound(reply);
    const { row, rules } = complaint;
    const rows = await findRestrictedTexts(deps.database, landlordId, row.id, 'adjustment');
    const all = roles.some((role) => MAY.readVulnerabilities.some((may) => may === role));
    reply.header('etag', etagOf(request, row.version));
    return adjustmentsView(
      row.state.people.adjustments,
      rows,
      todayOf(rules),
      (kind) => all || kind === 'adjustment',
    );
  });

  app.get('/complaints/:id/restrictions', equality, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const complaint = await readComplaint(deps, landlordId, request.params.id);
    if (!complaint) return notFound(reply);
    const { row, rules } = complaint;
    const rows = await findRestrictedTexts(deps.database, landlordId, row.id, 'restriction');
    reply.header('etag', etagOf(request, row.version));
    return equalityConsiderationsView(row.state.people.restrictions, rows, todayOf(rules));
  });
}
