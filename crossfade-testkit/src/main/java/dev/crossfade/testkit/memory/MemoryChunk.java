package dev.crossfade.testkit.memory;

import dev.crossfade.core.chunk.KeyRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A chunk of the in-memory target's control table. */
final class MemoryChunk {

  final long id;
  final int mapping;
  final String entity;
  final KeyRange range;
  boolean done;
  long epoch;
  Instant leasedUntil = Instant.MIN;
  long read;
  long rows;
  long refused;
  long mark;
  @Nullable String snapshot;

  MemoryChunk(long id, int mapping, String entity, KeyRange range) {
    this.id = id;
    this.mapping = mapping;
    this.entity = entity;
    this.range = range;
  }
}
