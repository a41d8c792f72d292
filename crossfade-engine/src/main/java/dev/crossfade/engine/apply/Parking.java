package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.RowsRefusedException;
import org.jspecify.annotations.Nullable;

/** Makes quarantine items out of what was refused. Thread-safe. */
public final class Parking {

  private final Mappings mappings;

  public Parking(Mappings mappings) {
    this.mappings = mappings;
  }

  /** A refusal of the mapping with the source row it is about. */
  public static Refused refused(Refusal refusal, TableSchema table, @Nullable Object[] row) {
    return new Refused(
        refusal.code().text(), refusal.column(), refusal.text(), RowText.source(table, row));
  }

  /** A history row that its mapping refused. */
  public ParkedChange history(Numbered numbered, Refusal refusal, @Nullable Object[] sourceRow) {
    Refused refused = refused(refusal, table(numbered), sourceRow);
    return history(numbered, sourceRow, refused, nameOfRefused(table(numbered), sourceRow));
  }

  /** Under what name a source row that its mapping refuses is in quarantine. */
  public static String nameOfRefused(TableSchema table, @Nullable Object[] row) {
    return table.keyless()
        ? RefusedRows.nameOfSource(table, RowText.source(table, row))
        : sourceKey(table, row);
  }

  /** A history row that the target refused; its payload is the source row all the same. */
  public ParkedChange historyByTarget(
      Numbered numbered,
      RowsRefusedException refusal,
      @Nullable Object[] sourceRow,
      @Nullable Object[] targetRow) {
    Refused refused =
        new Refused(
            EngineProblem.ROW_REFUSED.text(),
            refusal.constraint(),
            message(refusal),
            RowText.source(table(numbered), sourceRow));
    return history(numbered, sourceRow, refused, sourceKey(numbered, sourceRow, targetRow));
  }

  private static String sourceKey(
      Numbered numbered, @Nullable Object[] sourceRow, @Nullable Object[] targetRow) {
    return numbered.appendOnly()
        ? RefusedRows.name(numbered.mapping().entity(), targetRow)
        : sourceKey(table(numbered), sourceRow);
  }

  private static String sourceKey(TableSchema table, @Nullable Object[] sourceRow) {
    Key key = Key.of(sourceRow, table.keyIndexes());
    return key.readable() ? RowText.key(table, key) : "";
  }

  private static TableSchema table(Numbered numbered) {
    return numbered.mapping().sourceTable();
  }

  private static ParkedChange history(
      Numbered numbered, @Nullable Object[] sourceRow, Refused refused, String sourceKey) {
    return new ParkedChange(
        numbered.entity(),
        numbered.number(),
        numbered.source(),
        targetKey(numbered, sourceRow),
        sourceKey,
        Op.INSERT,
        null,
        refused.code(),
        refused.column(),
        refused.message(),
        refused.payload(),
        numbered.mapping().version());
  }

  private static String message(RowsRefusedException refusal) {
    return "the target refused the row with SQLSTATE " + refusal.sqlState();
  }

  private static @Nullable Key targetKey(Numbered numbered, @Nullable Object[] sourceRow) {
    if (numbered.appendOnly()) {
      return null;
    }
    @Nullable Object[] row = new @Nullable Object[numbered.mapping().entity().columns().size()];
    return numbered.mapping().applyKey(sourceRow, row) == RowResult.MAPPED
        ? numbered.mapping().targetKey(row)
        : null;
  }

  /** A change that its mapping refused. */
  ParkedChange mapped(EntityChange change, Refused refused) {
    return parked(
        change,
        refused.code(),
        refused.column(),
        refused.message(),
        refused.payload(),
        nameOfRefused(change, refused));
  }

  private String nameOfRefused(EntityChange change, Refused refused) {
    TableSchema table = mappings.byNumber(change.mapping()).mapping().sourceTable();
    return appendOnly(change)
        ? RefusedRows.nameOfSource(table, refused.payload())
        : sourceKey(change);
  }

  /** Whether its rows have no key. */
  boolean appendOnly(EntityChange change) {
    return mappings.byNumber(change.mapping()).appendOnly();
  }

  /** The name under which the row without key that this change removes may be parked, if any. */
  @Nullable String nameOfRemoved(EntityChange change) {
    Refused refused = change.refused();
    if (change.op() == Op.DELETE && refused != null) {
      return nameOfRefused(change, refused);
    }
    @Nullable Object @Nullable [] removed = change.removed();
    return removed == null ? null : RefusedRows.name(target(change), removed);
  }

  /** A row that would have to be read again, but nobody can tell its source which row that is. */
  ParkedChange nameless(EntityChange change, @Nullable Object[] row) {
    return parked(
        change,
        EngineProblem.NAMELESS_ROW.text(),
        "key",
        "values that the log does not carry cannot be read: the key in the source is unreadable",
        targetRow(change, row),
        "");
  }

  /** An incomplete change of a row that is parked. */
  ParkedChange behind(EntityChange change, @Nullable Object[] row) {
    return parked(
        change,
        EngineProblem.HELD_BEHIND.text(),
        "",
        "held behind an earlier refused change of the same row",
        targetRow(change, row),
        sourceKey(change));
  }

  /** A change whose row the target refused; its payload is the target row. */
  ParkedChange byTarget(EntityChange change, @Nullable Object[] row, RowsRefusedException refusal) {
    return parked(
        change,
        EngineProblem.ROW_REFUSED.text(),
        refusal.constraint(),
        message(refusal),
        targetRow(change, row),
        change.key() == null ? RefusedRows.name(target(change), row) : sourceKey(change));
  }

  private String sourceKey(EntityChange change) {
    TableSchema table = mappings.byNumber(change.mapping()).mapping().sourceTable();
    return RowText.key(table, change.sourceKey());
  }

  private TableSchema target(EntityChange change) {
    return mappings.byNumber(change.mapping()).mapping().entity();
  }

  private String targetRow(EntityChange change, @Nullable Object[] row) {
    return RowText.target(target(change), row);
  }

  private ParkedChange parked(
      EntityChange change,
      String code,
      String column,
      String message,
      String payload,
      String sourceKey) {
    Numbered numbered = mappings.byNumber(change.mapping());
    return new ParkedChange(
        change.entity(),
        change.mapping(),
        change.source(),
        change.key(),
        sourceKey,
        change.op(),
        change.position(),
        code,
        column,
        message,
        payload,
        numbered.mapping().version());
  }
}
