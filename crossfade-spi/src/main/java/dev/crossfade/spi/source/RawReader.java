package dev.crossfade.spi.source;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import java.util.Map;

/** Reads changes that were left as the log has them. One thread at a time. */
public interface RawReader {

  /** Says how far rows may differ from what is known of their tables. */
  void allow(Map<TableId, Leeway> tables);

  /**
   * The change with its images read by the columns of its table; what does not fit is the same
   * problem as in the stream.
   *
   * @param raw a change that {@linkplain Change#raw() is raw}
   */
  Change read(Change raw);
}
