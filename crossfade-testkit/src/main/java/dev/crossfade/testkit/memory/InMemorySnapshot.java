package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pinned view of an in-memory source. */
final class InMemorySnapshot implements PinnedSnapshot {

  private final Map<TableId, MemoryTable> view;
  private final String token;
  private final FaultyCalls calls;
  private final String name;

  InMemorySnapshot(Map<TableId, MemoryTable> view, String token, FaultyCalls calls, String name) {
    this.view = view;
    this.token = token;
    this.calls = calls;
    this.name = name;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public long read(TableSchema table, RowConsumer consumer) {
    calls.enter(name + ".readPinned");
    List<@Nullable Object[]> rows = Objects.requireNonNull(view.get(table.id())).rows();
    InMemoryReader.stream(rows, consumer);
    return rows.size();
  }

  @Override
  public void close() {}
}
