package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.Key;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.ParkedChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all kinds of apply sessions do, in the transaction of one connection. One thread. */
final class ApplyWork {

  private static final String DOING = "applying changes";

  private final ApplyConnection apply;
  private final Quarantine quarantine;
  private final HeldChanges held;
  private final long load;
  private final LoadLedger ledger;
  private @Nullable Map<String, EntityState> states;
  private long refused;
  private boolean changed;

  ApplyWork(ApplyConnection apply, long load) {
    this.apply = apply;
    this.load = load;
    this.quarantine =
        new Quarantine(apply.connection(), apply.settings().migration(), apply.entities());
    this.ledger = new LoadLedger(apply.connection(), apply.entities(), load);
    this.held = new HeldChanges(apply.connection(), apply.entities());
  }

  /** Something that may fail in the database. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws SQLException;
  }

  /** Runs a call; infrastructure failures become problems. */
  static <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (SQLException e) {
      throw Failures.of(DOING, e);
    }
  }

  Connection connection() {
    return apply.connection();
  }

  long load() {
    return load;
  }

  HeldChanges held() {
    return held;
  }

  long refused() {
    return refused;
  }

  /** Whether anything but the position was written. */
  boolean changed() {
    return changed;
  }

  /** Holds the release row, so that nothing is published until the session ends. */
  Map<String, EntityState> entityStates() {
    if (states == null) {
      states = call(apply::statesForShare);
    }
    return states;
  }

  Set<Key> parked(String entity, Collection<Key> keys) {
    return call(() -> quarantine.parked(entity, keys));
  }

  Set<Key> write(EntityWrite write, EntityTables.Zone zone) {
    changed = true;
    return call(
        () -> {
          TableWriter writer = apply.writer(write.entity(), zone);
          Set<Key> missing = writer.write(write, load);
          ledger.record(write, missing, writer);
          return missing;
        });
  }

  /** What was done to which row. */
  LoadLedger ledger() {
    return ledger;
  }

  void hold(String entity, List<EntityChange> changes) {
    changed = true;
    call(
        () -> {
          held.append(entity, changes, load);
          return true;
        });
  }

  void park(List<ParkedChange> changes) {
    changed |= !changes.isEmpty();
    refused += changes.size();
    call(
        () -> {
          quarantine.replace(changes, load);
          return true;
        });
  }

  void supersede(String entity, Collection<Key> keys) {
    call(
        () -> {
          quarantine.supersede(entity, keys, load);
          return true;
        });
  }

  Map<String, Long> parkedRows(String entity, Collection<String> names) {
    return call(() -> quarantine.parkedRows(entity, names));
  }

  void supersedeRows(String entity, List<String> names) {
    call(
        () -> {
          quarantine.supersedeRows(entity, names, load);
          return true;
        });
  }

  void supersedeItems(Set<Long> ids) {
    call(
        () -> {
          quarantine.supersedeItems(ids, load);
          return true;
        });
  }

  void supersedeAll(String entity) {
    call(
        () -> {
          quarantine.supersedeAll(entity, load);
          return true;
        });
  }
}
