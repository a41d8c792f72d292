package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.Rehearsal;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.target.OwnershipLostException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the position row of a source by its epoch, and moves it with everything that is written. */
final class JdbcLegacyApplier implements LegacyApplier {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLegacyApplier.class);
  private static final int ATTEMPTS = 20;
  private static final int PATIENT_ATTEMPTS = 5;

  private final LegacyDialect dialect;
  private @Nullable Connection connection;

  JdbcLegacyApplier(LegacyDialect dialect) {
    this.dialect = dialect;
  }

  /** Work under the lock of the position row. */
  @FunctionalInterface
  private interface Locking {
    @Nullable ReverseState run(Connection connection, ReverseRows rows) throws SQLException;
  }

  @Override
  public ReverseState own(String streamId, long beginning, Position from) {
    ReverseState owned =
        locked(
            0,
            "take over the way back",
            (open, rows) -> {
              long session = dialect.session(open);
              rows.add(streamId, beginning, from, session);
              ReverseState stored = rows.lock();
              if (stored != null && stored.streamId().equals(ReverseRows.NONE)) {
                rows.begin(streamId, beginning, from);
                stored = rows.lock();
              }
              if (stored == null || !stored.streamId().equals(streamId)) {
                return stored;
              }
              rows.take(session, stored.epoch() + 1);
              return rows.lock();
            });
    if (!owned.streamId().equals(streamId)) {
      throw replaced(owned.streamId(), streamId).raise();
    }
    return owned;
  }

  /** From its return on nobody commits who owned it before; what blocks is ended. */
  void shutOut() {
    shutOut((rows, stored) -> {});
  }

  /** Under the lock of a row that is there, of which nobody is the owner any more. */
  @FunctionalInterface
  interface Alone {
    void run(ReverseRows rows, ReverseState stored) throws SQLException;
  }

  /** The same, and does something before anybody else can own it. */
  void shutOut(Alone alone) {
    lockedIfThere(
        0,
        "take the way back from its owner",
        (open, rows) -> {
          ReverseState stored = rows.lock();
          if (stored != null) {
            rows.take(dialect.session(open), stored.epoch() + 1);
            alone.run(rows, stored);
          }
          return stored;
        });
  }

  @Override
  public ReverseState resolve() {
    return locked(PATIENT_ATTEMPTS, "read how far the way back got", (open, rows) -> rows.lock());
  }

  @Override
  public LegacySession begin(ReverseState from, ReverseState to) {
    try {
      Connection open = connection();
      if (!new ReverseRows(open, dialect).move(from, to)) {
        open.rollback();
        throw new OwnershipLostException(
            "the way back of source " + dialect.settings().source() + " has another owner");
      }
      return new JdbcLegacySession(open, dialect);
    } catch (SQLException e) {
      close();
      throw dialect.failures().of("begin to write", e);
    }
  }

  @Override
  public Rehearsal rehearse(TableSchema table) {
    try {
      Connection open = connection();
      dialect.impatient(open, true);
      String lasting = dialect.lasting(open, table);
      if (lasting.isEmpty()) {
        return Rehearsal.of(JdbcLegacySession.rehearsal(open, dialect));
      }
      close();
      return Rehearsal.without(lasting);
    } catch (SQLException e) {
      close();
      throw dialect.failures().of("begin a rehearsal", e);
    }
  }

  /** Tries again and again; after some patience ends the session that holds the row. */
  private ReverseState locked(int patience, String doing, Locking locking) {
    return present(lockedIfThere(patience, doing, locking));
  }

  private @Nullable ReverseState lockedIfThere(int patience, String doing, Locking locking) {
    for (int attempt = 1; ; attempt++) {
      try {
        Connection open = connection();
        ReverseState state = locking.run(open, new ReverseRows(open, dialect));
        open.commit();
        return state;
      } catch (SQLException e) {
        close();
        if (!dialect.waitedInVain(e) || attempt >= ATTEMPTS) {
          throw dialect.failures().of(doing, e);
        }
      }
      if (attempt > patience) {
        endFormerOwner();
      }
    }
  }

  private void endFormerOwner() {
    try {
      Connection open = connection();
      long owner = new ReverseRows(open, dialect).owner();
      if (owner != 0 && owner != dialect.session(open)) {
        dialect.end(open, owner);
        LOG.info("former owner of the way back ended source={}", dialect.settings().source());
      }
      open.commit();
    } catch (SQLException e) {
      close();
      throw dialect.failures().of("end the former owner", e);
    }
  }

  private ReverseState present(@Nullable ReverseState state) {
    if (state == null) {
      throw Problem.of(
              SourceProblem.WAY_BACK_NOT_OWNED,
              "Nobody has owned the way back of source " + dialect.settings().label() + " yet",
              "its position was asked for before it was taken over",
              "report this; nothing was changed")
          .raise();
    }
    return state;
  }

  private Problem replaced(String stored, String found) {
    return Problem.of(
            SourceProblem.WAY_BACK_REPLACED,
            "The way back of source "
                + dialect.settings().label()
                + " does not come from the stream applied so far",
            "the topic or the capture of the target was created anew; changes in between may be"
                + " lost",
            "do not roll back before source and target were compared")
        .with("stored", stored)
        .with("found", found);
  }

  private Connection connection() throws SQLException {
    Connection current = connection;
    if (current == null || current.isClosed()) {
      current = dialect.open();
      current.setAutoCommit(false);
      connection = current;
    }
    return current;
  }

  @Override
  public void close() {
    Connection current = connection;
    connection = null;
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (SQLException e) {
      LOG.debug("connection did not close cleanly state={}", e.getSQLState());
    }
  }
}
