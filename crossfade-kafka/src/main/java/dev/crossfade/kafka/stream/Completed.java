package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A transaction all of whose records are in the topic. */
sealed interface Completed {

  /** One that was small enough to be held. */
  record Held(SourceTransaction transaction) implements Completed {}

  /**
   * One that has to be read from the topic again, part by part.
   *
   * @param offset of its beginning in the topic
   * @param events how many counted records it has
   * @param end after its last position
   * @param origin where it comes from, known before its first part is read
   * @param rule how its positions are made, from its first record on
   */
  record Large(
      String id,
      long offset,
      long events,
      long snapshotId,
      Instant at,
      @Nullable Mark mark,
      Position end,
      Origin origin,
      OpenTransaction.PositionRule rule)
      implements Completed {}
}
