package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.TrafficSpec;

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
    }
  }
}
