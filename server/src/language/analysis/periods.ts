/**
 * Periods of ISO 8601. Source: Joda's `ISOPeriodFormat.standard`.
 */

const PERIOD =
  /^P(?:[-+]?\d+Y)?(?:[-+]?\d+M)?(?:[-+]?\d+W)?(?:[-+]?\d+D)?(?:T(?=[-+\d])(?:[-+]?\d+H)?(?:[-+]?\d+M)?(?:[-+]?\d+(?:[.,]\d*)?S)?)?$/i;

/** Whether a period has any length. */
export function hasLength(period: string): boolean {
  return /[1-9]/.test(period);
}

/** False only where Joda surely refuses the text. */
export function mayBePeriod(text: string): boolean {
  return PERIOD.test(text);
}
