package dev.crossfade.engine.verify;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Scans of either side of one entity, in parallel pieces. */
final class BothSides {

  private final Scope scope;
  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final VerifySettings settings;
  private final LongAdder rowsRead;

  BothSides(
      Scope scope,
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      VerifySettings settings,
      LongAdder rowsRead) {
    this.scope = scope;
    this.sources = sources;
    this.target = target;
    this.settings = settings;
    this.rowsRead = rowsRead;
  }

  ExpectedRows openExpected() {
    return new ExpectedRows(scope, sources);
  }

  ProductionReader openActual() {
    return target.openReader();
  }

  /** Reads all sources of the entity; every thread fills a gatherer of its own. */
  <G extends ExpectedVisitor> List<G> scanExpected(Supplier<G> gatherers)
      throws InterruptedException {
    List<ExpectedWorker<G>> workers =
        ParallelScan.run(
            settings.readers(),
            () -> new ExpectedWorker<>(openExpected(), gatherers.get()),
            expectedPieces());
    return workers.stream().map(ExpectedWorker::gatherer).toList();
  }

  private <G extends ExpectedVisitor> List<Consumer<ExpectedWorker<G>>> expectedPieces() {
    List<Consumer<ExpectedWorker<G>>> pieces = new ArrayList<>();
    try (ExpectedRows planner = openExpected()) {
      for (int i = 0; i < scope.mappings().size(); i++) {
        CompiledMapping mapping = scope.mappings().get(i);
        int index = i;
        for (KeyRange range : ranges(planner, mapping)) {
          pieces.add(worker -> worker.read(index, range, rowsRead));
        }
      }
    }
    return pieces;
  }

  private List<KeyRange> ranges(ExpectedRows planner, CompiledMapping mapping) {
    return mapping.sourceTable().keyless()
        ? List.of(KeyRange.ALL)
        : planner.reader(mapping.source()).split(mapping.sourceTable(), settings.chunkRows());
  }

  /** Reads all of production's rows of the entity likewise. */
  <G extends ActualVisitor> List<G> scanActual(Supplier<G> gatherers) throws InterruptedException {
    List<String> parts;
    try (ProductionReader reader = openActual()) {
      parts = reader.parts(scope.shape(), settings.readers() * 4);
    }
    List<Consumer<ActualWorker<G>>> pieces = new ArrayList<>();
    parts.forEach(part -> pieces.add(worker -> worker.read(scope, part, rowsRead)));
    List<ActualWorker<G>> workers =
        ParallelScan.run(
            settings.readers(), () -> new ActualWorker<>(openActual(), gatherers.get()), pieces);
    return workers.stream().map(ActualWorker::gatherer).toList();
  }

  /** A thread that reads sources. */
  private record ExpectedWorker<G extends ExpectedVisitor>(ExpectedRows rows, G gatherer)
      implements AutoCloseable {

    void read(int mapping, KeyRange range, LongAdder counter) {
      Tally tally = new Tally(counter);
      rows.read(
          mapping,
          range,
          new ExpectedVisitor() {
            @Override
            public boolean digestsOnly() {
              return gatherer.digestsOnly();
            }

            @Override
            public void expected(int index, @Nullable Object[] source, @Nullable Object[] row) {
              tally.row();
              gatherer.expected(index, source, row);
            }

            @Override
            public void refused(int index, @Nullable Object[] source) {
              tally.row();
              gatherer.refused(index, source);
            }
          });
      tally.end();
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  /** Counts for a display, which does not need every row at once. One thread. */
  private static final class Tally {
    private static final int ROWS = 1_024;
    private final LongAdder counter;
    private int rows;

    Tally(LongAdder counter) {
      this.counter = counter;
    }

    void row() {
      rows++;
      if (rows == ROWS) {
        end();
      }
    }

    void end() {
      counter.add(rows);
      rows = 0;
    }
  }

  /** A thread that reads production. */
  private record ActualWorker<G extends ActualVisitor>(ProductionReader reader, G gatherer)
      implements AutoCloseable {

    void read(Scope scope, String part, LongAdder counter) {
      counter.add(reader.read(scope.shape(), part, gatherer.demand(scope.table()), gatherer));
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
