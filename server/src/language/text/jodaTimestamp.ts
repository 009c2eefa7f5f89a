/**
 * Whether Joda-Time reads a text as an instant: `2000`, `2000-01-31T10:00:00.5Z`, `2000-W05-1`, `2000-031`, `T10:00`.
 * Source: `ISODateTimeFormat.dateTimeParser` and the ranges of the ISO calendar, asked of the planners of 29 and 33.
 */
import { daysInMonth, isLeapYear } from "./calendar";

const TIME = "(\\d{1,2})(?:[.,]\\d+|:(\\d{1,2})(?:[.,]\\d+|:(\\d{1,2})(?:[.,]\\d+)?)?)?";
const OFFSET = "(?:Z|[+-]\\d{2}(?::?\\d{2}(?::?\\d{2}(?:[.,]?\\d{1,3})?)?)?)";
const DATE = "([+-]?\\d{1,9})(?:-W(\\d{1,2})(?:-(\\d))?|-(\\d{3})|-(\\d{1,2})(?:-(\\d{1,2}))?)?";
const DATE_AND_TIME = new RegExp(`^${DATE}(?:T(?:${TIME})?${OFFSET}?)?$`, "i");
const TIME_ALONE = new RegExp(`^T${TIME}${OFFSET}?$`, "i");

/** False only where Joda surely refuses the text; fields of years that are not written with four digits are not looked into. */
export function mayBeJodaTimestamp(text: string): boolean {
  const alone = TIME_ALONE.exec(text);
  if (alone) return isTime(alone.slice(1));
  const both = DATE_AND_TIME.exec(text);
  return both !== null && isDate(both.slice(1, 7)) && isTime(both.slice(7));
}

function isTime([hour, minute, second]: readonly (string | undefined)[]): boolean {
  return isWithin(hour, 0, 23) && isWithin(minute, 0, 59) && isWithin(second, 0, 59);
}

function isDate([written = "", week, dayOfWeek, dayOfYear, month, day]: readonly (string | undefined)[]): boolean {
  if (!/^\d{4}$/.test(written)) return true;
  const year = Number(written);
  if (week !== undefined) return isWithin(week, 1, weeksIn(year)) && isWithin(dayOfWeek, 1, 7);
  if (dayOfYear !== undefined) return isWithin(dayOfYear, 1, isLeapYear(year) ? 366 : 365);
  // Two digits behind the year alone may be counted as a day of the year.
  return day === undefined || (isWithin(month, 1, 12) && isWithin(day, 1, daysInMonth(year, Number(month))));
}

function isWithin(digits: string | undefined, least: number, most: number): boolean {
  return digits === undefined || (Number(digits) >= least && Number(digits) <= most);
}

/** A year has 53 weeks of ISO 8601 when it ends on a Thursday, or the year before it ends on a Wednesday. */
function weeksIn(year: number): number {
  return weekdayOfEnd(year) === 4 || weekdayOfEnd(year - 1) === 3 ? 53 : 52;
}

/** The day of the week of 31 December; Sunday is 0. */
function weekdayOfEnd(year: number): number {
  return (year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)) % 7;
}
