package dev.crossfade.engine.backfill;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.drift.HeldHistory;
import dev.crossfade.engine.throttle.Pace;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the history of each mapping into chunks, once, while those that are cut are being copied
 * already; a table without key is one chunk. Large tables come first, so that what has to be done
 * after the last row is little. Goes on where another process left off. To be begun only while
 * every source's stream is known to arrive.
 */
public final class BackfillPlanner implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(BackfillPlanner.class);

  /** Workers shall not wait for the first chunks, and later not be disturbed for every one. */
  private static final int FIRST = 2;

  private static final int MOST = 64;

  /** Reading keys in their order costs a source about as much as reading every so manieth row. */
  private static final int KEYS_PER_ROW = 20;

  private static final Duration ALL_HELD = Duration.ofMillis(200);
  private static final Duration LONGEST_REST = Duration.ofMillis(100);

  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final int chunkRows;
  private final Consumer<Numbered> onPlanned;
  private final Map<String, Pace> paces;
  private final Queue<Numbered> open;
  private final HeldHistory held;
  private final Map<String, SnapshotReader> readers = new HashMap<>();
  private int most = FIRST;

  /**
   * @param onPlanned hears of each mapping that is cut to its end
   */
  public BackfillPlanner(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      int chunkRows,
      Consumer<Numbered> onPlanned) {
    this(sources, target, mappings, chunkRows, onPlanned, Restraint.none());
  }

  /**
   * A planner that keeps to the pace of each source, where there is one: it cuts one chunk at a
   * time, and rests whenever its source is to rest.
   *
   * @param onPlanned hears of each mapping that is cut to its end
   */
  public BackfillPlanner(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      int chunkRows,
      Consumer<Numbered> onPlanned,
      Restraint restraint) {
    this.paces = restraint.paces();
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.chunkRows = chunkRows;
    this.onPlanned = onPlanned;
    this.held = new HeldHistory(sources, target, mappings, restraint.stops());
    Comparator<Numbered> bySize =
        Comparator.comparingLong(each -> each.mapping().sourceTable().estimatedRows());
    this.open = new ArrayDeque<>(mappings.all().stream().sorted(bySize.reversed()).toList());
  }

  @Override
  public String name() {
    return "plan";
  }

  /** Cuts some chunks more; null once there is nothing left to cut. */
  @Override
  public @Nullable Duration step() {
    if (open.isEmpty()) {
      return null;
    }
    Numbered numbered = free();
    if (numbered == null) {
      return ALL_HELD;
    }
    Pace pace = paces.get(numbered.source());
    Duration rest = pace == null ? Duration.ZERO : Duration.ofNanos(pace.rest());
    if (!rest.isZero()) {
      return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }
    if (cut(numbered)) {
      reset();
      open.remove(numbered);
      onPlanned.accept(numbered);
    }
    return open.isEmpty() ? null : Duration.ZERO;
  }

  /** The first whose table is not held. */
  private @Nullable Numbered free() {
    Set<Integer> numbers = held.free().keySet();
    return open.stream().filter(each -> numbers.contains(each.number())).findFirst().orElse(null);
  }

  /** A table that was altered meanwhile waits, and nobody waits for it. */
  private boolean cut(Numbered numbered) {
    try {
      return planned(target.loader(), numbered);
    } catch (ProblemException e) {
      if (!held.altered(numbered)) {
        throw e;
      }
      reset();
      LOG.warn("history of an altered table waits: entity={}", numbered.entity(), e);
      return false;
    }
  }

  private boolean planned(BulkLoader loader, Numbered numbered) {
    TableSchema table = numbered.mapping().sourceTable();
    Optional<KeyRange> last = loader.planned(numbered.number(), table);
    if (last.isPresent() && last.get().to() == null) {
      return true;
    }
    Key from = last.map(KeyRange::to).orElse(null);
    List<KeyRange> ranges =
        numbered.appendOnly() ? List.of(KeyRange.ALL) : next(numbered, table, from);
    if (!loader.plan(numbered.number(), numbered.entity(), table, ranges)) {
      return false;
    }
    boolean end = ranges.get(ranges.size() - 1).to() == null;
    if (end) {
      LOG.info(
          "history planned: source={} table={} entity={}",
          numbered.source(),
          table.id(),
          numbered.entity());
    }
    return end;
  }

  private List<KeyRange> next(Numbered numbered, TableSchema table, @Nullable Key from) {
    SnapshotReader opened =
        readers.computeIfAbsent(
            numbered.source(), name -> Objects.requireNonNull(sources.get(name)).openReader());
    Pace pace = paces.get(numbered.source());
    List<KeyRange> ranges = opened.split(table, from, chunkRows, pace == null ? most : 1);
    if (pace == null) {
      most = Math.min(MOST, most * 2);
    } else {
      pace.take(ranges.size() * (chunkRows / KEYS_PER_ROW + 1));
    }
    return ranges;
  }

  @Override
  public void reset() {
    List<SnapshotReader> unused = List.copyOf(readers.values());
    readers.clear();
    most = FIRST;
    unused.forEach(SnapshotReader::close);
  }
}
