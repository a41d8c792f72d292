package dev.crossfade.engine.backfill;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.HistoryEnd;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.engine.drift.HeldHistory;
import dev.crossfade.engine.throttle.Pace;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.LoadRefusedException;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes chunks and copies them into staging until all are done. Any number of workers, of any
 * number of processes, share the chunks; a chunk done twice counts once.
 */
public final class BackfillWorker implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(BackfillWorker.class);
  private static final Duration NOTHING_FREE = Duration.ofMillis(200);
  private static final Encoded.Form FORM = Encoded.Form.POSTGRESQL_BINARY;

  private final String name;
  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final Map<Integer, TableSchema> sourceTables;
  private final EngineOptions options;
  private final BackfillMeter meter;
  private final Consumer<ChunkDone> onDone;
  private final Map<String, Pace> paces;
  private final Lifeline lifeline;
  private final HeldHistory held;
  private final Parking parking;
  private final Map<String, SnapshotReader> readers = new HashMap<>();

  public BackfillWorker(
      String name,
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      Clock clock,
      BackfillMeter meter,
      Consumer<ChunkDone> onDone) {
    this(name, sources, target, mappings, options, clock, meter, onDone, Restraint.none());
  }

  /** A worker that keeps to the pace of each source, where there is one. */
  public BackfillWorker(
      String name,
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      Clock clock,
      BackfillMeter meter,
      Consumer<ChunkDone> onDone,
      Restraint restraint) {
    this.name = name;
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.mappings = mappings;
    this.sourceTables = mappings.sourceTables();
    this.options = options;
    this.meter = meter;
    this.onDone = onDone;
    this.paces = restraint.paces();
    this.parking = new Parking(mappings);
    this.held = new HeldHistory(sources, target, mappings, restraint.stops());
    this.lifeline = new Lifeline(name + "-lease", target, options.lease(), clock);
  }

  @Override
  public String name() {
    return name;
  }

  /** Keeps what the worker has; to be stepped beside it. */
  public Work lifeline() {
    return lifeline;
  }

  @Override
  public @Nullable Duration step() {
    BulkLoader loader = target.loader();
    Optional<ChunkLease> lease = loader.lease(held.free(), name, options.lease());
    if (lease.isEmpty()) {
      if (new HistoryEnd(target.progress(), sourceTables.keySet()).reached()) {
        reset();
        lifeline.end();
        return null;
      }
      return NOTHING_FREE;
    }
    try (var unused = MDC.putCloseable("entity", lease.get().entity())) {
      work(loader, lease.get());
    }
    return Duration.ZERO;
  }

  private void work(BulkLoader loader, ChunkLease lease) {
    meter.started();
    lifeline.take(lease);
    try {
      copy(loader, lease);
    } catch (LeaseLostException e) {
      LOG.warn("chunk lost: chunk={} entity={} worker={}", lease.id(), lease.entity(), name);
    } catch (ProblemException e) {
      giveBack(loader, lease);
      if (!held.altered(mappings.byNumber(lease.mapping()))) {
        throw e;
      }
      LOG.warn("history of an altered table waits: entity={}", lease.entity(), e);
    } catch (LoadRefusedException e) {
      throw Problem.of(
              EngineProblem.WRITE_REFUSED,
              "the target refused history of " + lease.entity(),
              String.valueOf(e.getMessage()),
              "adapt the entity's columns or the mapping so that such values are refused by it")
          .raise(e);
    } finally {
      lifeline.drop();
    }
  }

  private void giveBack(BulkLoader loader, ChunkLease lease) {
    try {
      loader.release(lease);
    } catch (ProblemException e) {
      LOG.debug("not given back, its lease will run out: chunk={}", lease.id(), e);
    }
  }

  /** Quickly first; where the target refuses that, again and row by row where it has to be. */
  private void copy(BulkLoader loader, ChunkLease lease) {
    try {
      copy(loader, lease, QuickRows::new);
    } catch (LoadRefusedException e) {
      LOG.info(
          "chunk refused by the target, now with care: chunk={} entity={} reason={}",
          lease.id(),
          lease.entity(),
          e.getMessage());
      copy(loader, lease, this::careful);
    }
  }

  private RowLoad careful(Numbered numbered, Parking with, ChunkLoad load) {
    return new CarefulRows(numbered, with, load, lifeline);
  }

  /** A way to put rows into a load. */
  private interface Way {
    RowLoad rows(Numbered numbered, Parking parking, ChunkLoad load);
  }

  private void copy(BulkLoader loader, ChunkLease lease, Way way) {
    Numbered numbered = mappings.byNumber(lease.mapping());
    try (ChunkLoad load = loader.begin(lease, numbered.mapping().version())) {
      RowLoad rows = way.rows(numbered, parking, load);
      Steps steps = new Steps(paces.get(numbered.source()), Pause.REAL, lifeline, meter);
      ChunkReader reader = new ChunkReader(numbered, rows, steps);
      boolean encoded = loader.takes(FORM) && !rows.keeps() && !numbered.appendOnly();
      RowDemand demand = reader.demand(encoded ? FORM : Encoded.Form.DECODED);
      ChunkResult result = read(numbered, lease, reader, demand);
      settle(loader, lease, load.commit(result));
      LOG.info(
          "chunk loaded: chunk={} entity={} rows={} refused={}",
          lease.id(),
          lease.entity(),
          result.rowsRead(),
          rows.refused());
      onDone.accept(
          new ChunkDone(lease.mapping(), lease.entity(), result.rowsRead(), rows.refused()));
    }
  }

  /** The mark is written after the read, so it stands behind all that the read saw. */
  private ChunkResult read(
      Numbered numbered, ChunkLease lease, ChunkReader reader, RowDemand demand) {
    SourceDatabase source = Objects.requireNonNull(sources.get(numbered.source()));
    TableSchema table = numbered.mapping().sourceTable();
    if (numbered.appendOnly()) {
      try (PinnedSnapshot snapshot = source.pin()) {
        long rows = snapshot.read(table, demand, reader);
        reader.end();
        return new ChunkResult(rows, source.log().mark().number(), snapshot.token());
      }
    }
    SnapshotReader rows = readers.computeIfAbsent(numbered.source(), wanted -> source.openReader());
    long count = rows.read(table, lease.range(), demand, reader);
    reader.end();
    return new ChunkResult(count, source.log().mark().number(), null);
  }

  private void settle(BulkLoader loader, ChunkLease lease, Outcome<Void> outcome) {
    if (outcome instanceof Outcome.NotDone<Void> notDone) {
      throw notDone.why().raise();
    }
    if (outcome instanceof Outcome.Unknown<Void> unknown && loader.renew(lease, options.lease())) {
      throw EngineProblem.notCommitted(unknown.why());
    }
  }

  @Override
  public void reset() {
    try {
      readers.values().forEach(SnapshotReader::close);
    } finally {
      readers.clear();
    }
  }
}
