package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.RawImage;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.RowJson;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.RawReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Leaves rows of in-memory tables unread, and reads them. */
final class MemoryRaw implements RawReader {

  private final Map<TableId, TableSchema> schemas;
  private Map<TableId, Leeway> leeways = Map.of();

  MemoryRaw(List<TableSchema> tables) {
    this.schemas = tables.stream().collect(Collectors.toMap(TableSchema::id, table -> table));
  }

  @Override
  public void allow(Map<TableId, Leeway> tables) {
    leeways = Map.copyOf(tables);
  }

  List<SourceTransaction> left(List<SourceTransaction> arrived) {
    return leeways.isEmpty() ? arrived : arrived.stream().map(this::left).toList();
  }

  private SourceTransaction left(SourceTransaction whole) {
    return new SourceTransaction(
        whole.id(),
        whole.snapshotId(),
        whole.committedAt(),
        whole.changes().stream().map(this::left).toList(),
        whole.mark(),
        whole.end(),
        whole.extent(),
        whole.origin());
  }

  private Change left(Change change) {
    Leeway leeway = leeways.getOrDefault(change.table(), Leeway.NONE);
    TableSchema schema = schemas.get(change.table());
    if (leeway.reading() == Leeway.Reading.READ || schema == null) {
      return change;
    }
    @Nullable Object @Nullable [] before =
        change.op() == Op.TRUNCATE ? raw("") : raw(schema, change.before());
    return new Change(
        change.table(), change.op(), before, raw(schema, change.after()), change.position());
  }

  private static @Nullable Object @Nullable [] raw(
      TableSchema schema, @Nullable Object @Nullable [] row) {
    return row == null ? null : raw(RowJson.format(schema, row));
  }

  private static @Nullable Object[] raw(String text) {
    return new @Nullable Object[] {new RawImage(text)};
  }

  @Override
  public Change read(Change raw) {
    TableSchema schema = schemas.get(raw.table());
    boolean images = raw.op() != Op.TRUNCATE && schema != null;
    return new Change(
        raw.table(),
        raw.op(),
        images ? row(schema, raw.before()) : null,
        images ? row(schema, raw.after()) : null,
        raw.position());
  }

  private static @Nullable Object @Nullable [] row(
      @Nullable TableSchema schema, @Nullable Object @Nullable [] image) {
    String text = Change.rawText(image);
    return text == null || schema == null ? null : RowJson.parse(schema, text);
  }
}
