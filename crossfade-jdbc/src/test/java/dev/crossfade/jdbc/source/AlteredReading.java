package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads a table with key {@code id} that was altered after somebody had decided how to read it. */
public final class AlteredReading {

  private AlteredReading() {}

  /** Looks at these columns only. */
  public static RowDemand looking(TableSchema table, Encoded.Form form, Set<String> at) {
    List<RowDemand.Use> uses = new ArrayList<>();
    for (String column : table.columnNames()) {
      uses.add(at.contains(column) ? new RowDemand.Read() : new RowDemand.Unread());
    }
    return new RowDemand(form, uses);
  }

  /** What nobody looks at keeps nobody from the other columns, in whatever way they are read. */
  public static void hindersNobody(SnapshotReader reader, TableSchema table, Set<String> read) {
    for (Encoded.Form form : Encoded.Form.values()) {
      RowDemand demand = looking(table, form, read);
      List<Object> ids = new ArrayList<>();
      List<Object> others = new ArrayList<>();
      reader.read(
          table,
          KeyRange.ALL,
          demand,
          row -> {
            ids.add(row[table.indexOf("id")]);
            for (String column : table.columnNames()) {
              if (!read.contains(column) && row[table.indexOf(column)] != null) {
                others.add(column);
              }
            }
          });
      reader.readKeys(table, List.of(Key.of(2L)), demand, row -> ids.add(row[table.indexOf("id")]));
      assertThat(ids).containsExactlyInAnyOrder(1L, 2L, 2L);
      assertThat(others).isEmpty();
    }
  }

  /** What somebody looks at keeps him from every row until it is what it was. */
  public static void hinders(SnapshotReader reader, TableSchema table, Set<String> read) {
    for (Encoded.Form form : Encoded.Form.values()) {
      RowDemand demand = looking(table, form, read);
      passes(() -> reader.read(table, KeyRange.ALL, demand, AlteredReading::none));
      passes(() -> reader.readKeys(table, List.of(Key.of(2L)), demand, AlteredReading::none));
    }
  }

  private static void none(Object[] row) {
    throw new AssertionError("a row of a table that was altered");
  }

  /** Fails in a way that may pass. */
  public static void passes(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT));
  }
}
