package dev.crossfade.server.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.codec.spec.SpecificationWriter;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaffoldTest {

  private static final SourceSpec CRM = source("crm", SystemType.POSTGRESQL);
  private static final SourceSpec ADS = source("ads", SystemType.MARIADB);
  private static final TargetSpec TARGET =
      new TargetSpec(
          SystemType.POSTGRESQL,
          new SecretRef("postgresql://localhost:5432/new"),
          new SecretRef("cf"),
          new SecretRef("${env:TARGET_PASSWORD}"),
          "public");
  private static final Column ID = Column.of("id", new LogicalType.Int(64)).notNull();

  private static SourceSpec source(String name, SystemType type) {
    return new SourceSpec(
        name,
        type,
        new SecretRef(type.text() + "://localhost:1234/" + name),
        new SecretRef("reader"),
        new SecretRef("${env:PASSWORD}"),
        null,
        ZeroDates.REFUSE);
  }

  private static TableSchema table(String schema, String name, Column... columns) {
    return TableSchema.of(new TableId(schema, name), List.of(columns), List.of("id"));
  }

  private static Scaffolding scaffold(TableSchema... tables) {
    return Scaffold.of("spring", Map.of(CRM, List.of(tables)), TARGET);
  }

  @Test
  void everyColumnIsCopiedUnderItsName() {
    Scaffolding made =
        scaffold(
            table(
                "public",
                "contacts",
                ID,
                Column.of("full name", LogicalType.Text.UNBOUNDED),
                Column.of("in", new LogicalType.Bool()),
                Column.of("type", new LogicalType.Enumeration("kind", List.of("a", "b")))));
    EntitySpec entity = made.spec().entity("contacts").orElseThrow();
    assertThat(entity.key()).containsExactly("id");
    assertThat(entity.columns())
        .extracting(column -> column.name() + " " + column.nullable())
        .containsExactly("id false", "full name true", "in true", "type true");
    assertThat(entity.mappings().get(0).rules())
        .containsExactly(
            Map.entry("id", new ColumnRule.Expression("id")),
            Map.entry("full name", new ColumnRule.SourceColumn("full name")),
            Map.entry("in", new ColumnRule.SourceColumn("in")),
            Map.entry("type", new ColumnRule.SourceColumn("type")));
    assertThat(made.notes()).isEmpty();
  }

  @Test
  void aTableWhoseKeyIsReadAsOneIsLeftOut() {
    Column tags = Column.of("tags", new LogicalType.Array(LogicalType.Text.UNBOUNDED));
    Scaffolding made =
        scaffold(
            TableSchema.of(new TableId("public", "sets"), List.of(tags.notNull()), List.of("tags")),
            TableSchema.of(new TableId("public", "data"), List.of(ID, tags), List.of("id")));
    assertThat(made.spec().entities()).extracting(EntitySpec::name).containsExactly("data");
    assertThat(made.notes())
        .containsExactly(
            new Scaffolding.Note(
                "sets",
                "the table is left out: of its key column tags, arrays that differ only in the"
                    + " number of their first element are read as one"));
  }

  @Test
  void whatCannotBeCopiedIsSaid() {
    Column computed = new Column("twice", new LogicalType.Int(64), true, "bigint", true);
    TableSchema odd =
        new TableSchema(
            new TableId("public", "odd"),
            List.of(ID, computed),
            List.of("id"),
            ReplicaIdentity.KEY,
            List.of("shape polygon"),
            -1,
            -1);
    TableSchema nothing =
        new TableSchema(
            new TableId("public", "shapes"),
            List.of(),
            List.of(),
            ReplicaIdentity.NOTHING,
            List.of("shape polygon"),
            -1,
            -1);
    Scaffolding made = scaffold(odd, nothing);
    assertThat(made.spec().entities()).extracting(EntitySpec::name).containsExactly("odd");
    assertThat(made.spec().entities().get(0).columns()).hasSize(1);
    assertThat(made.notes())
        .containsExactly(
            new Scaffolding.Note("odd", "column twice is computed by the source and left out"),
            new Scaffolding.Note("odd", "column shape polygon cannot be carried"),
            new Scaffolding.Note("shapes", "column shape polygon cannot be carried"),
            new Scaffolding.Note(
                "shapes", "the table has no column that can be carried and is left out"));
  }

  @Test
  void aTableWithoutKeyIsAppendOnly() {
    for (ReplicaIdentity identity : ReplicaIdentity.values()) {
      TableSchema history =
          new TableSchema(
              new TableId("public", "history"),
              List.of(ID),
              List.of(),
              identity,
              List.of(),
              -1,
              -1);
      Scaffolding made = scaffold(history);
      assertThat(made.spec().entities().get(0).appendOnly()).isTrue();
      assertThat(made.notes()).hasSize(1);
    }
  }

  @Test
  void equalNamesAreToldApart() {
    Map<SourceSpec, List<TableSchema>> catalogs = new LinkedHashMap<>();
    catalogs.put(
        CRM,
        List.of(
            table("a", "events", ID),
            table("b", "events", ID),
            table("b", "leads", ID),
            table("x", "logs", ID)));
    catalogs.put(ADS, List.of(table("x", "logs", ID)));
    assertThat(Scaffold.of("spring", catalogs, TARGET).spec().entities())
        .extracting(EntitySpec::name)
        .containsExactly("a_events", "b_events", "leads", "crm_x_logs", "ads_x_logs");
  }

  @Test
  void namesNoTargetTakesAreShortenedAlike() {
    String longer = "é".repeat(40);
    Scaffolding made =
        scaffold(
            table(
                "public",
                longer,
                ID,
                Column.of(longer + "a", LogicalType.Text.UNBOUNDED),
                Column.of(longer + "b", LogicalType.Text.UNBOUNDED),
                Column.of("_cf_load", LogicalType.Text.UNBOUNDED)));
    EntitySpec entity = made.spec().entities().get(0);
    assertThat(entity.name().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
    assertThat(entity.columns()).extracting(column -> column.name()).doesNotHaveDuplicates();
    assertThat(entity.columns().get(3).name()).isEqualTo("x_cf_load");
    assertThat(made.notes()).hasSize(4);
    assertThat(scaffold(table("public", longer, ID)).spec().entities().get(0).name())
        .isEqualTo(entity.name());
  }

  @Test
  void datesThatMayBeZeroGetADecision() {
    TableSchema days = table("ads", "days", ID, Column.of("day", new LogicalType.Date()).notNull());
    TableSchema none = table("ads", "none", ID, Column.of("day", new LogicalType.Date()));
    assertThat(zeroDates(ADS, days)).isEqualTo(ZeroDates.EPOCH);
    assertThat(zeroDates(ADS, none)).isEqualTo(ZeroDates.REFUSE);
    assertThat(zeroDates(CRM, days)).isEqualTo(ZeroDates.REFUSE);
  }

  private static ZeroDates zeroDates(SourceSpec source, TableSchema table) {
    return Scaffold.of("spring", Map.of(source, List.of(table)), TARGET)
        .spec()
        .sources()
        .get(0)
        .zeroDates();
  }

  @Test
  void theFilesLoadAsTheSameSpecification(@TempDir Path folder) throws Exception {
    MigrationSpec spec =
        scaffold(
                table(
                    "public",
                    "tor\"ture: #1",
                    ID,
                    Column.of("a: b", new LogicalType.Array(new LogicalType.Uuid())),
                    Column.of("null", new LogicalType.Decimal(12, 2)),
                    Column.of("émail", new LogicalType.Text(20)),
                    Column.of("c", new LogicalType.FixedText(3)).notNull(),
                    Column.of("n", LogicalType.Decimal.UNCONSTRAINED)))
            .spec();
    SpecificationWriter.write(spec, folder);
    assertThat(SpecificationLoader.load(folder).spec()).isEqualTo(spec);
  }
}
