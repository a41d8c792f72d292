package dev.crossfade.it.reverse;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.LegacyWrite;
import dev.crossfade.spi.reverse.Rehearsal;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An applier whose process now and then dies at a commit, just before it or just after. */
record KillableLegacy(LegacyApplier applier, Random random) implements LegacyApplier {

  /** The process died. */
  static final class Killed extends RuntimeException {}

  @Override
  public ReverseState own(String streamId, long beginning, Position from) {
    return applier.own(streamId, beginning, from);
  }

  @Override
  public LegacySession begin(ReverseState from, ReverseState to) {
    return new Session(applier.begin(from, to), random);
  }

  @Override
  public Rehearsal rehearse(TableSchema table) {
    return applier.rehearse(table);
  }

  @Override
  public ReverseState resolve() {
    return applier.resolve();
  }

  @Override
  public void close() {
    applier.close();
  }

  private record Session(LegacySession session, Random random) implements LegacySession {
    @Override
    public Map<Key, Object[]> lock(TableSchema table, Collection<Key> keys) {
      return session.lock(table, keys);
    }

    @Override
    public void write(LegacyWrite write) {
      session.write(write);
    }

    @Override
    public void keep(List<Unrestored> rows) {
      session.keep(rows);
    }

    @Override
    public Outcome<Void> commit() {
      int dice = random.nextInt(8);
      if (dice == 0) {
        throw new Killed();
      }
      Outcome<Void> outcome = session.commit();
      if (dice == 1) {
        throw new Killed();
      }
      return outcome;
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
