package dev.crossfade.codec.form;

import dev.crossfade.codec.form.Form.Choice;
import dev.crossfade.codec.form.Form.Items;
import dev.crossfade.codec.form.Form.Named;
import dev.crossfade.codec.form.Form.Text;
import dev.crossfade.codec.form.Form.Whole;
import dev.crossfade.core.spec.CutoverSpec;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How it is written how clients are moved. */
final class CutoverForms {

  private static final int YEAR_HOURS = 8_760;
  private static final int HOUR_MILLIS = 3_600_000;

  private CutoverForms() {}

  static Form traffic() {
    return new FormBuilder("traffic")
        .may("gateways", new Named("the group of gateways", "[a-z][a-z0-9-]{0,30}"))
        .may("routes", new Items("routes that move together", new Named("a route", ROUTE)))
        .build();
  }

  private static final String ROUTE = "[a-z][a-z0-9-]{0,62}";

  static Form cutover() {
    return new FormBuilder("cutover")
        .may(
            "maxWritePauseMillis",
            new Whole("how long writes may wait", 1, CutoverSpec.LONGEST_PAUSE_MILLIS))
        .may("windowHours", new Whole("how long the way back is kept open", 1, YEAR_HOURS))
        .may("verificationAgeMinutes", new Whole("how old a verdict may be", 1, YEAR_HOURS * 60))
        .may("maxLagMillis", new Whole("how far a stream may be behind", 1, HOUR_MILLIS))
        .may("maxTransactionSeconds", new Whole("how long a transaction may be open", 1, 86_400))
        .may("maxParked", new Whole("changes that may be parked", 0, 1_000_000_000))
        .may(
            "maxKeptLogMegabytes",
            new Whole("how much of its log a database may keep for readers", 1, 100_000_000))
        .may(
            "rehearsalDays",
            new Whole("how long ago clients may have been brought back last; 0: ever", 0, 3_650))
        .may("changeWindow", window())
        .may(
            "canary",
            new Choice(
                "whether routes need a canary that was judged through",
                List.of("optional", "required")))
        .build();
  }

  private static Form window() {
    Named time = new Named("a time of the day, as 22:00", "([01][0-9]|2[0-3]):[0-5][0-9]");
    List<String> days =
        Stream.of(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
    return new FormBuilder("when clients may be moved")
        .may("days", new Items("days on which it begins", new Choice("a day", days)))
        .must("from", time)
        .must("to", time)
        .may("zone", new Text("the time zone, UTC unless it is said"))
        .build();
  }
}
