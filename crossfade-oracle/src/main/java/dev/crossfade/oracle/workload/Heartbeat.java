package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Source;
import java.util.List;

/** The one operation of a heartbeat's writer. */
final class Heartbeat {

  /** Number of the writer that only beats. */
  static final int WRITER = 99;

  static final long PERIOD_NANOS = 250_000_000L;

  private Heartbeat() {}

  static Operation on(Source source) {
    String now = source == Source.ADS ? "UTC_TIMESTAMP(6)" : "clock_timestamp()";
    String sql = "UPDATE probe_heartbeat SET beat = beat + 1, beat_at = " + now + " WHERE id = 1";
    return new Operation("heartbeat", 0, uid -> new Step(List.of(), c -> Step.one(update(c, sql))));
  }
}
