package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.arg;
import static dev.crossfade.mapping.function.Arguments.num;
import static dev.crossfade.mapping.function.Arguments.str;
import static dev.crossfade.mapping.value.ValueTypes.DATE;
import static dev.crossfade.mapping.value.ValueTypes.INSTANT;
import static dev.crossfade.mapping.value.ValueTypes.INT;
import static dev.crossfade.mapping.value.ValueTypes.LOCAL;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;
import static dev.crossfade.mapping.value.ValueTypes.TIME;

import dev.crossfade.mapping.value.DateValue;
import dev.crossfade.mapping.value.LocalTimestamp;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.ZoneTable;
import java.time.Instant;
import java.util.function.BiFunction;

/** Functions on dates, times and zones. */
final class TimeFunctions {

  private static final String ZONE = "an IANA zone such as 'Europe/Berlin' or 'UTC'";
  private static final String PATTERN = "a date pattern such as 'dd.MM.yyyy'";

  private TimeFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "Dates and times",
        LibraryFunction.named(
                "at",
                "The instant at which clocks of a zone show a local timestamp. In a gap of daylight"
                    + " saving the clock is taken as not yet moved; of two instants the earlier one.")
            .strict(INSTANT, a -> Times.at((LocalTimestamp) arg(a[0]), str(a[1])), LOCAL, TEXT)
            .bound(1, zone -> at(ZoneTable.of(zone)))
            .undo(inZone((instant, zone) -> Times.local((Instant) instant, zone)))
            .literal(1, ZONE, Times::zoneExists)
            .example(
                "at(localTimestamp('2024-07-01T12:00:00'), 'Europe/Berlin')",
                "2024-07-01T10:00:00Z"),
        LibraryFunction.named("local", "What clocks of a zone show at an instant.")
            .strict(LOCAL, a -> Times.local((Instant) arg(a[0]), str(a[1])), INSTANT, TEXT)
            .bound(1, zone -> local(ZoneTable.of(zone)))
            .undo(inZone((clock, zone) -> Times.at((LocalTimestamp) clock, zone)))
            .literal(1, ZONE, Times::zoneExists)
            .example(
                "local(timestamp('2024-07-01T10:00:00Z'), 'Europe/Berlin')", "2024-07-01T12:00:00"),
        LibraryFunction.named(
                "localTimestamp", "A local timestamp from ISO 8601 text; the T may be a space.")
            .unary(TEXT, String.class, LOCAL, Times::localTimestamp)
            .loosely(Rendering::text)
            .example("localTimestamp('2024-02-29 23:59:59.5')", "2024-02-29T23:59:59.5"),
        LibraryFunction.named(
                "date",
                "The calendar day of ISO 8601 text, of a local timestamp, or of an instant in a zone.")
            .unary(TEXT, String.class, DATE, Times::date)
            .loosely(Rendering::text)
            .unary(LOCAL, LocalTimestamp.class, DATE, Times::date)
            .loosely(day -> Times.midnight((DateValue) day))
            .strict(
                DATE, a -> Times.date(Times.local((Instant) arg(a[0]), str(a[1]))), INSTANT, TEXT)
            .undo(inZone((day, zone) -> Times.at(Times.midnight((DateValue) day), zone)))
            .example("date('2024-02-29')", "2024-02-29")
            .example("date(timestamp('2024-02-29T23:30:00Z'), 'Europe/Berlin')", "2024-03-01"),
        LibraryFunction.named("time", "A time of day from ISO 8601 text.")
            .unary(TEXT, String.class, TIME, Times::time)
            .loosely(Rendering::text)
            .example("time('08:30:00')", "08:30:00"),
        LibraryFunction.named("startOfDay", "Midnight, the local timestamp at which a day starts.")
            .unary(
                DATE, DateValue.class, LOCAL, day -> LocalTimestamp.of(day.date().atStartOfDay()))
            .exactly(clock -> Times.date((LocalTimestamp) clock))
            .example("startOfDay(date('2024-02-29'))", "2024-02-29T00:00:00"),
        LibraryFunction.named(
                "parseDate",
                "A day from text in a pattern (letters as in Java); other text refuses the row.")
            .texts(DATE, Times::parseDate, TEXT, TEXT)
            .undo(constant((day, a) -> Times.formatted((DateValue) day, str(a[1]))))
            .literal(1, PATTERN, Times::patternValid)
            .example("parseDate('29.02.2024', 'dd.MM.yyyy')", "2024-02-29")
            .example(
                "parseDate('30.02.2024', 'dd.MM.yyyy')",
                "refused: parseDate() got something that is not a date of the pattern"),
        LibraryFunction.named(
                "parseTimestamp", "An instant from text in a pattern, read in a zone.")
            .strict(
                INSTANT,
                a -> Times.at(Times.parse(str(a[0]), str(a[1])), str(a[2])),
                TEXT,
                TEXT,
                TEXT)
            .undo(
                constant(
                    (at, a) -> Times.formatted(Times.local((Instant) at, str(a[2])), str(a[1]))))
            .literal(1, PATTERN, Times::patternValid)
            .literal(2, ZONE, Times::zoneExists)
            .example(
                "parseTimestamp('07/01/2024 12:00', 'MM/dd/yyyy HH:mm', 'UTC')",
                "2024-07-01T12:00:00Z"),
        LibraryFunction.named(
                "epochMillis", "The instant so many milliseconds after 1970-01-01T00:00:00Z.")
            .strict(INSTANT, a -> Instant.ofEpochMilli(num(a[0])), INT)
            .exactly(at -> Times.millis((Instant) at))
            .example("epochMillis(1700000000123)", "2023-11-14T22:13:20.123Z"),
        LibraryFunction.named(
                "epochSeconds", "The instant so many seconds after 1970-01-01T00:00:00Z.")
            .strict(INSTANT, a -> Times.epochSeconds(num(a[0])), INT)
            .exactly(at -> ((Instant) at).getEpochSecond())
            .example("epochSeconds(1700000000)", "2023-11-14T22:13:20Z"));
  }

  private static Undo inZone(BiFunction<Object, String, Object> body) {
    return constant((result, a) -> body.apply(result, str(a[1])));
  }

  private static Undo constant(Undo.Body body) {
    return new Undo(0, Undo.Others.CONSTANT, Reversibility.LOSSY, body);
  }

  private static Overload.Body at(ZoneTable zone) {
    return a -> zone.instant((LocalTimestamp) arg(a[0]));
  }

  private static Overload.Body local(ZoneTable zone) {
    return a -> zone.clock((Instant) arg(a[0]));
  }
}
