package dev.crossfade.spi.source;

import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import java.time.Duration;
import java.util.Map;

/**
 * The ordered stream of a source's committed transactions. One thread at a time. The reader of the
 * stream, not the stream, knows where to continue: the target stores the next offset together with
 * the data.
 */
public interface ChangeStream extends AutoCloseable {

  /** Identifies the stream's storage; another value than before means that history may be lost. */
  String id();

  /** The earliest offset still available, where a first reader begins. */
  long beginning();

  /**
   * Says how far rows of tables may differ from what is known of them; none of the others may.
   * Comes before {@link #seek}.
   */
  void allow(Map<TableId, Leeway> tables);

  /** Reads what was left as it is. Independent of this stream, which need not even be open. */
  RawReader rawReader();

  /** Continues at this offset. A stream that no longer has it fails with a GAP problem. */
  void seek(long offset);

  /**
   * Returns the whole transactions that arrived, waiting up to {@code patience} for the first. One
   * that is too large for memory comes in parts once all of it is known to be there; until its last
   * part the next offset is at or before its beginning. May deliver transactions again that were
   * delivered before (same positions). Never skips one: what cannot be decoded is a problem at its
   * position, and polling again repeats it.
   */
  StreamBatch poll(Duration patience);

  @Override
  void close();
}
