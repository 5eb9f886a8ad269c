import { retentionRunRoutes } from './retention-runs';
import { subjectAccessRoutes } from './subject-access';
import type { AccessLog } from '../access-log';
import type { RouteDeps, Scope } from '../app-type';
import { accessLogRoutes } from './access-log';
import { actRoutes } from './acts';
import { apiKeyRoutes } from './api-keys';
import { calendarRoutes } from './calendars';
import { closureRoutes } from './closures';
import { clockRoutes } from './clocks';
import { complaintRoutes } from './complaints';
import { contactActRoutes } from './contact-acts';
import { contactRoutes } from './contacts';
import { eventRoutes } from './events';
import { landlordRoutes } from './landlords';
import { overviewRoutes } from './overview';
import { policyRoutes } from './policies';
import { policyCheckRoutes } from './policy-checks';
import { procedureRoutes } from './procedures';
import { rehearsalRoutes } from './rehearsals';
import { selfAssessmentRoutes } from './self-assessments';
import { timelineRoutes } from './timelines';
import { workingDayRoutes } from './working-days';

/** Everything that needs a key, in the order of the contract. */
export function v1Routes(app: Scope, deps: RouteDeps, accessLog: AccessLog): void {
  landlordRoutes(app, deps);
  apiKeyRoutes(app, deps);
  accessLogRoutes(app, deps, accessLog);
  retentionRunRoutes(app, deps);
  subjectAccessRoutes(app, deps);
  procedureRoutes(app);
  policyRoutes(app, deps);
  policyCheckRoutes(app, deps);
  selfAssessmentRoutes(app, deps);
  timelineRoutes(app, deps);
  calendarRoutes(app);
  closureRoutes(app, deps);
  rehearsalRoutes(app, deps);
  contactRoutes(app, deps);
  contactActRoutes(app, deps);
  complaintRoutes(app, deps);
  actRoutes(app, deps);
  clockRoutes(app, deps);
  eventRoutes(app, deps);
  overviewRoutes(app, deps);
  workingDayRoutes(app);
}
