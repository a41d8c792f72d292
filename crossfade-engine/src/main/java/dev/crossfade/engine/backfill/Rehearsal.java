package dev.crossfade.engine.backfill;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.RowWeight;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.LoadRefusedException;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the first rows of every table the whole way into nothing, while capture gets ready. Who
 * looks into the log learns early that a mapping or the target refuses rows; and reading, mapping
 * and writing are compiled by the time history begins, when the machine has nothing to spare. What
 * goes wrong here is told and otherwise ignored: history will meet it again, with care.
 */
public final class Rehearsal implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  /** Enough for every method on the way to be compiled as well as it can be. */
  private static final int MOST_ROWS = 20_000;

  private static final long MOST_WEIGHT = 64L * 1024 * 1024;

  private static final Encoded.Form FORM = Encoded.Form.POSTGRESQL_BINARY;

  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final Parking parking;
  private final Clock clock;
  private final Queue<Numbered> open;
  private volatile boolean over;

  /**
   * Of tables without key nothing is read: their rows can only be read all at once. Neither is
   * anything of those whose history is complete.
   */
  public Rehearsal(
      Map<String, SourceDatabase> sources, TargetDatabase target, Mappings mappings, Clock clock) {
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.parking = new Parking(mappings);
    this.clock = clock;
    Set<Integer> complete =
        target.progress().backfill().stream()
            .filter(BackfillProgress::complete)
            .map(BackfillProgress::mapping)
            .collect(Collectors.toSet());
    Comparator<Numbered> bySize =
        Comparator.comparingLong(each -> each.mapping().sourceTable().estimatedRows());
    this.open =
        new ArrayDeque<>(
            mappings.all().stream()
                .filter(each -> !each.appendOnly() && !complete.contains(each.number()))
                .sorted(bySize.reversed())
                .toList());
  }

  @Override
  public String name() {
    return "rehearsal";
  }

  /** Ends it soon, wherever it is. Any thread. */
  public void end() {
    over = true;
  }

  @Override
  public @Nullable Duration step() {
    Numbered next = open.poll();
    if (next == null || over) {
      return null;
    }
    try {
      rehearse(next);
    } catch (EnoughException e) {
      LOG.debug("rehearsal of {} was cut short", next.entity());
    } catch (LoadRefusedException e) {
      LOG.warn("the target refuses rows: entity={} reason={}", next.entity(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.info("rehearsal failed: entity={}", next.entity(), e);
    }
    return Duration.ZERO;
  }

  private void rehearse(Numbered numbered) {
    BulkLoader loader = target.loader();
    String version = numbered.mapping().version();
    try (SnapshotReader reader =
            Objects.requireNonNull(sources.get(numbered.source())).openReader();
        ChunkLoad load = loader.rehearse(numbered.number(), numbered.entity(), version)) {
      TableSchema table = numbered.mapping().sourceTable();
      KeyRange range = reader.split(table, null, MOST_ROWS, 1).get(0);
      QuickRows rows = new QuickRows(numbered, parking, load);
      Steps steps = new Steps(null, Pause.REAL, Life.NOT_WATCHED, new BackfillMeter(clock));
      ChunkReader chunk = new ChunkReader(numbered, rows, steps);
      RowConsumer consumer = bounded(chunk);
      long count =
          loader.takes(FORM)
              ? reader.read(table, range, chunk.demand(FORM), consumer)
              : reader.read(table, range, consumer);
      load.writeTogether(List.of());
      tell(numbered, count, rows.refused());
    }
  }

  private RowConsumer bounded(ChunkReader chunk) {
    long[] weight = {0};
    return row -> {
      weight[0] += RowWeight.of(row);
      if (over || weight[0] > MOST_WEIGHT) {
        throw new EnoughException();
      }
      chunk.accept(row);
    };
  }

  private static void tell(Numbered numbered, long rows, long refused) {
    String table = numbered.source() + "." + numbered.mapping().sourceTable().id();
    if (refused > 0) {
      LOG.warn(
          "of the first {} rows of {} {} would be refused: entity={}",
          rows,
          table,
          refused,
          numbered.entity());
    } else {
      LOG.info("the first {} rows of {} pass: entity={}", rows, table, numbered.entity());
    }
  }

  /** Ends a reading; the reader gives its connection up. */
  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EnoughException() {
      super("enough", null, false, false);
    }
  }
}
