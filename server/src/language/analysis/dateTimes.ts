/**
 * Dates and times as Druid's literals write them, and the calendar, without a clock: milliseconds since 1970 on a clock that reads what the
 * literal says, and the offset of a time zone from UTC.
 * Source: Calcite's SqlParserUtil and DateTimeUtils, asked through the planners of Druid 29, 31 and 33; Joda's DateTimeZone.
 */
import { daysInMonth } from "../text/calendar";

/** What the text of a literal says. */
export type DateTimeReading =
  | { readonly kind: "ok"; readonly milliseconds: number }
  /** Druid refuses it. */
  | { readonly kind: "bad" }
  /** Not looked into: old calendars, trailing blanks. */
  | { readonly kind: "unsure" };

const BAD: DateTimeReading = { kind: "bad" };
const UNSURE: DateTimeReading = { kind: "unsure" };

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Years before are not looked into: the JVM counts them by the Julian calendar. */
const FIRST_YEAR = 1600;
const LAST_YEAR = 9999;

/** The text of `DATE '…'` or `TIMESTAMP '…'`; a timestamp may leave its time out. */
export function readDateTime(text: string, type: "date" | "timestamp"): DateTimeReading {
  const match = /^ *(\d{1,9})-(\d{1,9})-(\d{1,9})(.*)$/s.exec(text);
  if (!match) return /^[\x20-\x7e]*$/.test(text) && !text.startsWith("-") && !text.startsWith("+") ? BAD : UNSURE;
  const [year, month, day] = [match[1], match[2], match[3]].map(Number) as [number, number, number];
  const rest = match[4] ?? "";
  if (year < FIRST_YEAR || year > LAST_YEAR) return UNSURE;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return BAD;
  const date = daysBefore(year, month, day) * DAY;
  if (rest === "") return { kind: "ok", milliseconds: date };
  if (rest.trim() === "") return UNSURE;
  return type === "date" ? BAD : withTime(date, rest);
}

function withTime(date: number, rest: string): DateTimeReading {
  const time = /^ +(\d{1,9}):(\d{1,9}):(\d{1,9})(?:\.(\d*))?( *)$/.exec(rest);
  if (!time) return BAD;
  if (time[5] !== "") return UNSURE;
  const [hour, minute, second] = [time[1], time[2], time[3]].map(Number) as [number, number, number];
  if (hour > 23 || minute > 59 || second > 59) return BAD;
  const fraction = time[4] ?? "";
  const millis = Number(fraction.slice(0, 3).padEnd(3, "0"));
  // What is finer than a millisecond is cut or rounded, depending on the release.
  if (/[1-9]/.test(fraction.slice(3))) return UNSURE;
  return { kind: "ok", milliseconds: date + hour * HOUR + minute * MINUTE + second * SECOND + millis };
}

/** Days from 1970-01-01 to a day of the Gregorian calendar. Counts years from March, so that the leap day comes last. */
function daysBefore(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Year, month and day of an instant, in UTC. */
export function dateOf(milliseconds: number): { readonly year: number; readonly month: number; readonly day: number } {
  const days = Math.floor(milliseconds / DAY) + 719468;
  const era = Math.floor(days / 146097);
  const dayOfEra = days - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * The instant, in milliseconds of UTC, at which clocks of a zone read `local`; undefined for a zone that is not known for sure, and where
 * clocks are being changed.
 */
export function instantOf(local: number, zone: string): number | undefined {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return local - fixed;
  if (!/^[A-Z][A-Za-z]+\/[\w+/-]+$/.test(zone)) return undefined;
  const before = offsetAt(local - DAY, zone);
  const behind = offsetAt(local + DAY, zone);
  return before === undefined || before !== behind ? undefined : local - before;
}

function fixedOffset(zone: string): number | undefined {
  if (zone === "UTC" || zone === "Etc/UTC" || zone === "Z") return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (hours === undefined || Number(hours) > 18 || Number(minutes) > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** How far clocks of a zone are before UTC at an instant. */
function offsetAt(instant: number, zone: string): number | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
    const days = daysBefore(part("year"), part("month"), part("day"));
    const local = days * DAY + part("hour") * HOUR + part("minute") * MINUTE + part("second") * SECOND;
    const offset = local - (instant - (((instant % SECOND) + SECOND) % SECOND));
    return Number.isFinite(offset) ? offset : undefined;
  } catch {
    // The runtime does not know the zone.
    return undefined;
  }
}
