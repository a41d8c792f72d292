package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.TrafficSpec;
import java.util.Locale;

/** Writes how clients are moved, where that is not as usual. */
final class CutoverWriter {

  private CutoverWriter() {}

  static void write(Yaml yaml, MigrationSpec spec) {
    TrafficSpec traffic = spec.traffic();
    if (!traffic.equals(TrafficSpec.NONE)) {
      yaml.line(0, "traffic:");
      String group = traffic.gateways();
      if (group != null) {
        yaml.pair(1, "gateways", group);
      }
      yaml.raw(1, "routes", Yaml.list(traffic.routes()));
    }
    CutoverSpec cutover = spec.cutover();
    if (!cutover.equals(CutoverSpec.DEFAULTS)) {
      yaml.line(0, "cutover:");
      yaml.raw(1, "maxWritePauseMillis", Integer.toString(cutover.maxWritePauseMillis()));
      yaml.raw(1, "windowHours", Integer.toString(cutover.windowHours()));
      yaml.raw(1, "verificationAgeMinutes", Integer.toString(cutover.verificationAgeMinutes()));
      yaml.raw(1, "maxLagMillis", Integer.toString(cutover.maxLagMillis()));
      yaml.raw(1, "maxTransactionSeconds", Integer.toString(cutover.maxTransactionSeconds()));
      yaml.raw(1, "maxParked", Long.toString(cutover.maxParked()));
      safeguards(yaml, cutover);
    }
  }

  /** Only where they are not as usual: what was signed without them stays what it was. */
  private static void safeguards(Yaml yaml, CutoverSpec cutover) {
    if (cutover.maxKeptLogMegabytes() != CutoverSpec.USUAL_LOG_MEGABYTES) {
      yaml.raw(1, "maxKeptLogMegabytes", Integer.toString(cutover.maxKeptLogMegabytes()));
    }
    if (cutover.rehearsalDays() != CutoverSpec.USUAL_REHEARSAL_DAYS) {
      yaml.raw(1, "rehearsalDays", Integer.toString(cutover.rehearsalDays()));
    }
    if (cutover.canaries() != CutoverSpec.DEFAULTS.canaries()) {
      yaml.raw(1, "canary", cutover.canaries().name().toLowerCase(Locale.ROOT));
    }
    ChangeWindow window = cutover.changeWindow();
    if (window != null) {
      yaml.line(1, "changeWindow:");
      yaml.raw(
          2,
          "days",
          Yaml.list(
              window.days().stream()
                  .sorted()
                  .map(day -> day.name().toLowerCase(Locale.ROOT))
                  .toList()));
      yaml.pair(2, "from", window.from().toString());
      yaml.pair(2, "to", window.to().toString());
      yaml.pair(2, "zone", window.zone());
    }
  }
}
