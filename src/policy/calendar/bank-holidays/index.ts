import type { Division } from '../../document/calendar';
import { type HolidayDataset, holidayDatasetSchema } from './dataset';
import englandAndWales from './england-and-wales.json';
import northernIreland from './northern-ireland.json';
import scotland from './scotland.json';

const files: Readonly<Record<Division, unknown>> = {
  'england-and-wales': englandAndWales,
  scotland,
  'northern-ireland': northernIreland,
};

/** The bundled bank holidays of a division. Checked when asked for, so that a damaged file fails where it is used. */
export function holidays(division: Division): HolidayDataset {
  return holidayDatasetSchema.parse(files[division]);
}
