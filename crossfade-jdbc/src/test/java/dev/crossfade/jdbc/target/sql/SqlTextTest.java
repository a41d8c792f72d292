package dev.crossfade.jdbc.target.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.target.sql.EntityTables.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All generated SQL as it is sent; {@code -Dgolden.update=true} writes the file anew. */
class SqlTextTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/target/statements.sql");

  private static final LogicalType.Enumeration STAGE =
      new LogicalType.Enumeration("lead stage", List.of("new", "it's won"));

  private static final EntityTables TABLES =
      new EntityTables(
          new EntityShape(
              "deal",
              TableSchema.of(
                  new TableId("marts", "Deal \"x\""),
                  List.of(
                      Column.of("id", new LogicalType.Int(64)).notNull(),
                      Column.of("part", new LogicalType.FixedText(3)).notNull(),
                      Column.of("amount", new LogicalType.Decimal(12, 2)),
                      Column.of("stage", STAGE),
                      Column.of("tags", new LogicalType.Array(new LogicalType.Text(20)))),
                  List.of("part", "id")),
              List.of(List.of("amount", "stage")),
              List.of(List.of("stage"))),
          "marts",
          "crossfade_m_staging",
          "crossfade_m_types");

  @Test
  void statements_are_as_reviewed() throws IOException {
    String actual = String.join(";\n\n", statements()) + ";\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(GOLDEN));
  }

  private static List<String> statements() {
    BitSet known = new BitSet();
    known.set(0, 3);
    List<String> all = new ArrayList<>();
    StagingSql staging = new StagingSql(TABLES);
    all.add(staging.createType(STAGE));
    all.add(staging.createTable());
    all.add(staging.createChanges());
    all.add(staging.addKey());
    all.add(staging.addUnique(List.of("amount", "stage")));
    all.add(staging.addIndex(List.of("stage")));
    all.addAll(staging.publish());
    RowSql row = new RowSql(TABLES, Zone.PRODUCTION);
    all.add(row.insert());
    all.add(row.upsert());
    all.add(row.update(known));
    all.add(row.delete());
    all.add(row.remove(new Object[] {1L, "a", null, "new", null}));
    RemovalSql removal = new RemovalSql(TABLES, Zone.PRODUCTION);
    all.add(removal.temporary().create());
    all.add(removal.temporary().clear());
    all.add(removal.temporary().copy());
    all.add(removal.analyze());
    all.add(removal.remove(1, known));
    all.add(removal.remove(2, new BitSet()));
    BatchSql batch = new BatchSql(TABLES, Zone.STAGING);
    all.add(batch.temporary().create());
    all.add(batch.temporary().clear());
    all.add(batch.temporary().copy());
    all.add(batch.append());
    all.add(batch.delete());
    all.add(batch.upsert());
    all.add(batch.update(1, known));
    all.add(batch.complete(1, known));
    all.add(batch.forget());
    all.add(batch.deleteAll());
    all.add(batch.insert());
    ReadSql read = new ReadSql(TABLES);
    all.add(read.blocks(8, -1));
    all.add(read.blocks(0, 8));
    all.add(read.keys(List.of(Key.of("it's", 7L), Key.of("b\\c", -1L))));
    return all;
  }

  @Test
  void long_names_are_shortened_the_same_way_every_time_and_stay_apart() {
    String first = Names.fitted("a".repeat(70) + "1");
    assertThat(first).isEqualTo(Names.fitted("a".repeat(70) + "1"));
    assertThat(first).isNotEqualTo(Names.fitted("a".repeat(70) + "2"));
    assertThat(Names.fits(Names.fitted("😀".repeat(40)))).isTrue();
    assertThat(Names.fitted("short")).isEqualTo("short");
  }
}
