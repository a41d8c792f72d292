package dev.crossfade.engine.simulation;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.LogIdentity;
import java.util.List;

/** How sources in memory are captured. */
public final class Requests {

  private Requests() {}

  /** What a capture in memory looks at is right; the rest is anything. */
  public static CaptureRequest of(String source, LogIdentity log, List<TableSchema> tables) {
    return new CaptureRequest(
        "unify", source, "postgresql", "h", 1, "d", "u", "p", tables, log.facts(), "x", "null");
  }
}
