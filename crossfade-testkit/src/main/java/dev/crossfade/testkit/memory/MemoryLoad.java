package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.RowJson;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.LoadRefusedException;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.RowsRefusedException;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load of the in-memory target; keeps rows to itself until it commits. Refuses nulls at once, but
 * what {@link MemoryWriter#check} refuses otherwise only when all rows are there, as a server does.
 */
final class MemoryLoad implements ChunkLoad {

  private final InMemoryLoader loader;
  private final ChunkLease lease;
  private final String mappingVersion;
  private final FaultyCalls calls;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private final List<@Nullable Object[]> unchecked = new ArrayList<>();
  private final List<ParkedChange> refused = new ArrayList<>();

  MemoryLoad(InMemoryLoader loader, ChunkLease lease, String mappingVersion, FaultyCalls calls) {
    this.loader = loader;
    this.lease = lease;
    this.mappingVersion = mappingVersion;
    this.calls = calls;
  }

  @Override
  public void write(@Nullable Object[] targetRow) {
    calls.enter("load.write");
    loader.writer(lease).nulls(targetRow);
    rows.add(targetRow.clone());
    unchecked.add(targetRow.clone());
  }

  @Override
  public void writeTogether(List<@Nullable Object[]> targetRows) {
    calls.enter("load.writeTogether");
    checkAll();
    targetRows.forEach(loader.writer(lease)::check);
    targetRows.forEach(row -> rows.add(row.clone()));
  }

  private void checkAll() {
    try {
      unchecked.forEach(loader.writer(lease)::check);
      unchecked.clear();
    } catch (RowsRefusedException e) {
      throw new LoadRefusedException(e);
    }
  }

  @Override
  public void refuse(ParkedChange change) {
    refused.add(change);
  }

  @Override
  public Outcome<Void> commit(ChunkResult chunk) {
    checkAll();
    if (!loader.held(lease)) {
      return new Outcome.NotDone<>(FaultyCalls.unreachable("load.commit without lease"));
    }
    return calls.commit(
        "load.commit", () -> loader.finish(lease, mappingVersion, chunk, rows, refused));
  }

  static ParkedChange duplicate(EntityShape shape, MemoryEntity.Loaded loaded, Key key) {
    return new ParkedChange(
        shape.name(),
        loaded.mapping(),
        "",
        key,
        "",
        Op.INSERT,
        null,
        MemoryProblem.DUPLICATE_KEY.text(),
        "",
        "the key occurs twice",
        "{\"target\":" + RowJson.format(shape.table(), loaded.row()) + "}",
        "");
  }

  @Override
  public void close() {
    rows.clear();
  }
}
