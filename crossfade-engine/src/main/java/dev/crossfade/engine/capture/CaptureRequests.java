package dev.crossfade.engine.capture;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.LogIdentity;
import java.util.List;

/** Says how a source is to be captured, once its log is prepared. */
@FunctionalInterface
public interface CaptureRequests {

  /** The request for a source; equal arguments give equal requests, also after a restart. */
  CaptureRequest of(String source, LogIdentity log, List<TableSchema> tables);
}
