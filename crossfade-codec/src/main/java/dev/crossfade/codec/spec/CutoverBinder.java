package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.spec.TrafficSpec;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what is written about moving clients into values. */
final class CutoverBinder {

  private CutoverBinder() {}

  static TrafficSpec traffic(@Nullable View view) {
    if (view == null) {
      return TrafficSpec.NONE;
    }
    View group = view.find("gateways");
    List<String> routes = view.items("routes").stream().map(View::text).toList();
    return new TrafficSpec(
        group == null ? null : group.text(), routes.isEmpty() ? TrafficSpec.NONE.routes() : routes);
  }

  static CutoverSpec cutover(@Nullable View view) {
    CutoverSpec usual = CutoverSpec.DEFAULTS;
    if (view == null) {
      return usual;
    }
    return new CutoverSpec(
        (int) view.number("maxWritePauseMillis", usual.maxWritePauseMillis()),
        (int) view.number("windowHours", usual.windowHours()),
        (int) view.number("verificationAgeMinutes", usual.verificationAgeMinutes()),
        (int) view.number("maxLagMillis", usual.maxLagMillis()),
        (int) view.number("maxTransactionSeconds", usual.maxTransactionSeconds()),
        view.number("maxParked", usual.maxParked()),
        (int) view.number("maxKeptLogMegabytes", usual.maxKeptLogMegabytes()),
        (int) view.number("rehearsalDays", usual.rehearsalDays()),
        window(view.find("changeWindow")),
        canaries(view.text("canary", CutoverSpec.Canaries.OPTIONAL.name())));
  }

  private static CutoverSpec.Canaries canaries(String word) {
    return CutoverSpec.Canaries.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static @Nullable ChangeWindow window(@Nullable View view) {
    if (view == null) {
      return null;
    }
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    view.items("days")
        .forEach(day -> days.add(DayOfWeek.valueOf(day.text().toUpperCase(Locale.ROOT))));
    return new ChangeWindow(
        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
        LocalTime.parse(view.get("from").text()),
        LocalTime.parse(view.get("to").text()),
        view.text("zone", "UTC"));
  }
}
