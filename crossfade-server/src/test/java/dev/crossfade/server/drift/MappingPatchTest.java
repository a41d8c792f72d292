package dev.crossfade.server.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MappingPatchTest {

  private static final String MAIN =
      """
      apiVersion: crossfade.dev/v1
      kind: Migration
      name: m
      sources:
        crm: {type: postgresql, url: "postgresql://h/a", user: u, password: "${env:P}"}
        ads: {type: mariadb, url: "mariadb://h/b", user: u, password: "${env:P}"}
      target: {type: postgresql, url: "postgresql://h/c", user: u, password: "${env:P}", schema: s}
      """;

  private static final String BLOCK =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: contact
      key: [origin, id]
      columns:
        origin: text
        id: {type: int64, nullable: false}
        region: "text(20)"   # where
        score:
          type: int32
          nullable: true
      from:
        - source: crm
          table: public.contact
          where: "note != 'note' && col('note') != ''"
          map:
            origin: "'note'"
            id: id
            region: lower(note) + other.note + note2
            score: size
        - source: ads
          table: shop.kunde
          map: {origin: "'ads'", id: id, region: {column: "note"}, score: null}
      checks:
        - {name: n, expression: "score > 0"}
      """;

  private static final TableId TABLE = new TableId("public", "contact");
  private static final Column ID = Column.of("id", new LogicalType.Int(64)).notNull();
  private static final Column NOTE = Column.of("note", LogicalType.Text.UNBOUNDED);
  private static final Column SIZE = Column.of("size", new LogicalType.Int(32));

  private static TableSchema table(TableId id, Column... columns) {
    return TableSchema.of(id, Arrays.asList(columns), List.of("id"));
  }

  private static String patched(String source, TableSchema before, TableSchema now) {
    Map<String, String> files =
        new TreeMap<>(Map.of("crossfade.yaml", MAIN, "entities/contact.yaml", BLOCK));
    SpecDocument document = SpecificationLoader.load(files, null);
    List<Drift> drifts = Drift.between(before, List.of(now));
    Map<String, String> changed =
        new MappingPatch(document.spec(), document.locations(), files::get).of(source, now, drifts);
    files.putAll(changed);
    assertThat(SpecificationLoader.load(files, null).spec().entities()).hasSize(1);
    return String.join("\n", diff(changed));
  }

  private static List<String> diff(Map<String, String> changed) {
    List<String> lines = new ArrayList<>();
    changed.forEach((file, text) -> lines.addAll(UnifiedDiff.of(file, BLOCK, text)));
    return lines.stream()
        .filter(line -> line.matches("[+-] .*"))
        .map(line -> line.charAt(0) + " " + line.substring(1).strip())
        .toList();
  }

  @Test
  void a_renamed_column_is_named_anew_wherever_it_is_meant() {
    String diff =
        patched(
            "crm",
            table(TABLE, ID, NOTE, SIZE),
            table(TABLE, ID, Column.of("re mark", NOTE.type()), SIZE));
    assertThat(diff)
        .isEqualTo(
            """
            - where: "note != 'note' && col('note') != ''"
            + where: "col('re mark') != 'note' && col('re mark') != ''"
            - region: lower(note) + other.note + note2
            + region: lower(col('re mark')) + other.note + note2""");
  }

  @Test
  void a_column_that_is_named_by_a_key_is_renamed_there() {
    TableId kunde = new TableId("shop", "kunde");
    String diff =
        patched("ads", table(kunde, ID, NOTE), table(kunde, ID, Column.of("remark", NOTE.type())));
    assertThat(diff)
        .isEqualTo(
            """
            - map: {origin: "'ads'", id: id, region: {column: "note"}, score: null}
            + map: {origin: "'ads'", id: id, region: {column: "remark"}, score: null}""");
  }

  @Test
  void what_read_a_dropped_column_is_null() {
    String diff = patched("crm", table(TABLE, ID, NOTE, SIZE), table(TABLE, ID, NOTE));
    assertThat(diff).isEqualTo("- score: size\n+ score: null");
  }

  @Test
  void a_new_column_is_carried_by_its_table_only() {
    String diff =
        patched(
            "crm",
            table(TABLE, ID, NOTE, SIZE),
            table(
                TABLE,
                ID,
                NOTE,
                SIZE,
                Column.of("fee", new LogicalType.Decimal(9, 2)),
                Column.of("born at", new LogicalType.Date())));
    assertThat(diff)
        .isEqualTo(
            """
            + born at: "date"
            + fee: "decimal(9,2)"
            + born at: {column: "born at"}
            + fee: fee
            - map: {origin: "'ads'", id: id, region: {column: "note"}, score: null}
            + map: {origin: "'ads'", id: id, region: {column: "note"}, score: null, born at: null,\
             fee: null}""");
  }

  @Test
  void a_wider_type_is_taken_over_and_another_one_is_not() {
    TableSchema before = table(TABLE, ID, NOTE, SIZE);
    Column wide = Column.of("size", new LogicalType.Int(64));
    assertThat(patched("crm", before, table(TABLE, ID, NOTE, wide)))
        .isEqualTo("- type: int32\n+ type: \"int64\"");
    Column other = Column.of("size", LogicalType.Text.UNBOUNDED);
    assertThat(patched("crm", before, table(TABLE, ID, NOTE, other))).isEmpty();
  }

  @Test
  void names_in_the_entity_are_not_taken_twice() {
    EntitySpec entity =
        SpecificationLoader.load(
                Map.of("crossfade.yaml", MAIN, "entities/contact.yaml", BLOCK), null)
            .spec()
            .entities()
            .get(0);
    assertThat(entity.columns()).hasSize(4);
    String diff =
        patched(
            "crm",
            table(TABLE, ID, NOTE, SIZE),
            table(TABLE, ID, NOTE, SIZE, Column.of("score", SIZE.type())));
    assertThat(diff).isEmpty();
  }
}
