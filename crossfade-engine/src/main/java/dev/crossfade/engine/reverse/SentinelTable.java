package dev.crossfade.engine.reverse;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.RowWeight;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.TargetKeys;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.Rehearsal;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.StreamState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sentinels of one table of a source. A row that differs is looked at again once everything is
 * published that was in its source, and accused only when neither side has changed for some looks.
 * One thread.
 */
final class SentinelTable {

  /** So many rows of each table. */
  static final int MOST = 5;

  private static final int SAMPLED = 24;
  private static final long MOST_WEIGHT = 4L * 1024 * 1024;

  /** So often in a row the same difference has to be seen. */
  private static final int STABLE = 3;

  /** A row that has not come to rest by then is let go. */
  private static final int LOOKS = 12;

  /** So often a row may be in somebody's hands. */
  private static final int BUSY = 3;

  private final ReturnInputs inputs;
  private final CompiledMapping mapping;
  private final EntityShape shape;
  private final ReverseRoutes routes;
  private final Sentinel sentinel;
  private final TargetKeys keys;
  private final Deque<Row> fresh = new ArrayDeque<>();
  private final List<Row> differing = new ArrayList<>();
  private boolean sampled;
  private int written;

  /** Rows in a row that could not be had. */
  private int inVain;

  private String none = "the table is empty";

  SentinelTable(ReturnInputs inputs, CompiledMapping mapping, ReverseRoutes routes) {
    this.inputs = inputs;
    this.mapping = mapping;
    this.routes = routes;
    this.sentinel = new Sentinel(mapping.reverse());
    this.keys = new TargetKeys(mapping.entity());
    this.shape =
        new EntityShape(
            mapping.entitySpec().name(),
            mapping.entity(),
            mapping.entitySpec().unique(),
            mapping.entitySpec().indexes());
  }

  /** A row of the target, and what was seen of it. */
  private static final class Row {
    final Key key;
    @Nullable Object[] target;
    long @Nullable [] made;
    long mark;
    int stable;
    int looks;
    int busy;

    Row(Key key, @Nullable Object[] target) {
      this.key = key;
      this.target = target;
    }
  }

  /** Goes on; whether it is done with the table. */
  boolean look() {
    if (!sampled) {
      sample();
      sampled = true;
    }
    inVain = 0;
    if (!over()) {
      try (LegacyApplier applier = legacy().openApplier()) {
        settle(applier);
        write(applier);
      }
    }
    return over();
  }

  private LegacyDatabase legacy() {
    return Objects.requireNonNull(inputs.legacy().get(mapping.source()));
  }

  private boolean over() {
    return differing.isEmpty() && (written >= MOST || fresh.isEmpty());
  }

  /** There is no more time for it. What was written of it stands. */
  void late() {
    none = "its turn did not come in time";
    fresh.clear();
    differing.clear();
  }

  int written() {
    return written;
  }

  TableSchema table() {
    return mapping.sourceTable();
  }

  /** Why there was no sentinel. */
  String none() {
    return none;
  }

  private void sample() {
    long[] weight = {0};
    try (ProductionReader reader = inputs.production().openReader()) {
      reader.sample(
          shape,
          SAMPLED,
          row -> {
            none = "none of the rows that were looked at comes from it";
            ReverseRoutes.Home home = routes.home(mapping.entity().id(), row);
            if (home != null && home.mapping().forward().equals(mapping)) {
              weight[0] += RowWeight.of(row);
              if (weight[0] <= MOST_WEIGHT || fresh.isEmpty()) {
                fresh.add(new Row(home.key(), row.clone()));
              }
            }
          });
    }
    if (!fresh.isEmpty()) {
      none = "no row that was looked at was at rest";
    }
  }

  /** Those that differed. */
  private void settle(LegacyApplier applier) {
    long published =
        inputs.progress().streamState(mapping.source()).map(StreamState::mark).orElse(-1L);
    for (Row row : List.copyOf(differing)) {
      if (published < row.mark) {
        continue;
      }
      @Nullable Object @Nullable [] now = again(row);
      if (now == null) {
        differing.remove(row);
        continue;
      }
      if (!Arrays.equals(sentinel.digests(now), sentinel.digests(row.target))) {
        row.stable = 0;
      }
      row.target = now;
      attempt(applier, row);
    }
  }

  private @Nullable Object @Nullable [] again(Row row) {
    List<@Nullable Object[]> found = new ArrayList<>();
    try (ProductionReader reader = inputs.production().openReader()) {
      reader.readKeys(shape, List.of(keys.of(row.target)), each -> found.add(each.clone()));
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private void write(LegacyApplier applier) {
    for (int left = fresh.size(); left > 0 && written < MOST && !fresh.isEmpty(); left--) {
      attempt(applier, fresh.removeFirst());
    }
  }

  /** A row that somebody else holds comes again later, or never once others were written. */
  private void attempt(LegacyApplier applier, Row row) {
    try {
      Rehearsal rehearsal = applier.rehearse(table());
      LegacySession session = rehearsal.session();
      if (session == null) {
        leave(rehearsal.lasting());
        return;
      }
      Sentinel.Sight sight;
      try (session) {
        sight = sentinel.take(session, row.key, row.target);
      }
      inVain = 0;
      seen(row, sight);
    } catch (ProblemException e) {
      if (e.problem().code().kind() != Kind.TRANSIENT) {
        throw e;
      }
      row.busy++;
      if (written == 0 || row.busy < BUSY) {
        later(row);
      } else {
        differing.remove(row);
      }
      inVain++;
      if (inVain > 1 || (written == 0 && row.busy > 1)) {
        throw e;
      }
    }
  }

  private void leave(String lasting) {
    none = lasting;
    written = 0;
    fresh.clear();
    differing.clear();
  }

  private void later(Row row) {
    if (!differing.contains(row)) {
      fresh.addLast(row);
    }
  }

  private void seen(Row row, Sentinel.Sight sight) {
    switch (sight.end()) {
      case WRITTEN -> {
        written++;
        differing.remove(row);
      }
      case PASSED -> differing.remove(row);
      case DIFFERS -> differs(row, sight.made());
    }
  }

  private void differs(Row row, long @Nullable [] made) {
    row.stable = row.looks > 0 && Arrays.equals(made, row.made) ? row.stable + 1 : 1;
    row.looks++;
    row.made = made;
    if (row.stable >= STABLE && !explained(row)) {
      throw sentinel.lasting(row.key, row.target, made);
    }
    if (row.stable >= STABLE || row.looks >= LOOKS) {
      differing.remove(row);
      return;
    }
    row.mark = Objects.requireNonNull(inputs.sources().get(mapping.source())).log().mark().number();
    if (!differing.contains(row)) {
      differing.add(row);
    }
  }

  /** Whether it waits in quarantine, or another table may have written it. */
  private boolean explained(Row row) {
    long homes =
        inputs.compiled().into(shape.name()).stream()
            .filter(each -> each.reverse().sourceKey(row.target).isPresent())
            .count();
    return homes != 1
        || !inputs
            .production()
            .quarantine()
            .parked(shape.name(), List.of(Key.of(row.target, mapping.entity().keyIndexes())))
            .isEmpty();
  }
}
