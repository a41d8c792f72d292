package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Applies one source's stream over one connection, replaced when it breaks. */
final class PostgresApplier implements Applier {

  private static final String FENCE =
      "UPDATE crossfade.applied_position SET next_offset = ?, applied_position = ?, mark = ?,"
          + " mark_written_at = ?, owner_pid = pg_backend_pid(), updated_at = clock_timestamp() WHERE migration = ?"
          + " AND source = ? AND stream_id = ? AND epoch = ? AND next_offset = ?"
          + " RETURNING "
          + Loads.NEXT;

  private final Database database;
  private final Entities entities;
  private final EpochFence fence;
  private final String source;
  private @Nullable ApplyConnection apply;
  private long epoch = -1;

  PostgresApplier(Database database, Entities entities, EpochFence fence, String source) {
    this.database = database;
    this.entities = entities;
    this.fence = fence;
    this.source = source;
  }

  @Override
  public StreamState own(String streamId, long beginning) {
    try {
      StreamState state = ownership().take(streamId, beginning);
      epoch = state.epoch();
      return state;
    } catch (SQLException e) {
      close();
      throw Failures.of("taking over the stream of " + source, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public StreamSession begin(StreamState from, StreamState to, String mappingVersion) {
    try {
      ApplyConnection current = connected();
      Long load =
          Sql.first(
              current.connection(),
              FENCE,
              row -> row.getLong(1),
              to.nextOffset(),
              to.applied().encoded(),
              to.mark(),
              utc(to.markWrittenAt()),
              database.settings().migration(),
              source,
              from.streamId(),
              from.epoch(),
              from.nextOffset());
      if (load == null) {
        current.rollback();
        throw new OwnershipLostException(
            "the stream of " + source + " is owned by another, or its offset moved");
      }
      return new StreamWork(current, load, source, mappingVersion);
    } catch (SQLException e) {
      close();
      throw Failures.of("beginning to apply changes of " + source, e);
    }
  }

  @Override
  public StreamState resolve() {
    close();
    try {
      return ownership().settle(epoch);
    } catch (SQLException e) {
      close();
      throw Failures.of("reading the position of " + source, e);
    }
  }

  @Override
  public void close() {
    if (apply != null) {
      apply.close();
      apply = null;
    }
  }

  private Ownership ownership() throws SQLException {
    String name = database.name(Purpose.APPLY, source);
    return new Ownership(
        connected().connection(), database.settings().migration(), source, name, fence);
  }

  private ApplyConnection connected() throws SQLException {
    if (apply == null || !apply.usable()) {
      Connection connection = database.open(Purpose.APPLY, source);
      apply = new ApplyConnection(connection, database.settings(), entities, fence);
    }
    return apply;
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
