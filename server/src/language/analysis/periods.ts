/**
 * Periods of ISO 8601. Source: Joda's `ISOPeriodFormat.standard`.
 */

const PERIOD =
  /^P(?:[-+]?\d+Y)?(?:[-+]?\d+M)?(?:[-+]?\d+W)?(?:[-+]?\d+D)?(?:T(?=[-+\d])(?:[-+]?\d+H)?(?:[-+]?\d+M)?(?:[-+]?\d+(?:[.,]\d*)?S)?)?$/i;

/** False only where Joda surely refuses the text. */
export function mayBePeriod(text: string): boolean {
  return PERIOD.test(text);
}
