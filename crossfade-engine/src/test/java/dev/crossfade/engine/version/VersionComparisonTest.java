package dev.crossfade.engine.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.CheckSpec;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every way in which another version may make something else of a row is counted by name. */
class VersionComparisonTest {

  private static final TableId ID = new TableId("public", "lead");
  private static final LogicalType INT = new LogicalType.Int(64);
  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;
  private static final TableSchema TABLE =
      TableSchema.of(
          ID,
          List.of(Column.of("id", INT).notNull(), Column.of("score", INT), Column.of("name", TEXT)),
          List.of("id"));

  private static CompiledMigration mappings(
      String where, String score, String name, String check, String... key) {
    Map<String, ColumnRule> rules = new LinkedHashMap<>();
    rules.put("id", new ColumnRule.Expression("id"));
    rules.put("score", new ColumnRule.Expression(score));
    rules.put("name", new ColumnRule.Expression(name));
    EntitySpec entity =
        new EntitySpec(
            "lead",
            List.of(key),
            List.of(
                new ColumnSpec("id", INT, false),
                new ColumnSpec("score", INT, true),
                new ColumnSpec("name", TEXT, key.length < 2)),
            List.of(),
            List.of(),
            List.of(new MappingSpec("crm", ID, where, rules)),
            List.of(new CheckSpec("range", check)));
    SecretRef any = new SecretRef("x");
    return MappingCompiler.compile(
        new MigrationSpec(
            "m",
            List.of(
                new SourceSpec(
                    "crm", SystemType.POSTGRESQL, any, any, any, null, ZeroDates.REFUSE)),
            new TargetSpec(SystemType.POSTGRESQL, any, any, any, "s"),
            Settings.DEFAULTS,
            null,
            List.of(entity),
            List.of()),
        Map.of("crm", List.of(TABLE)),
        Locations.NONE);
  }

  private static InMemorySource source(Object[]... rows) {
    InMemorySource source =
        new InMemorySource("crm", List.of(TABLE), Set.of(), Clock.systemUTC(), Faults.NONE);
    source.write(
        transaction -> {
          for (Object[] row : rows) {
            transaction.insert(ID, row);
          }
        });
    return source;
  }

  private static Object[] row(Object... values) {
    return values;
  }

  private static List<MappingChange> compare(
      CompiledMigration before, CompiledMigration after, InMemorySource source) {
    return new VersionComparison(before, after, Map.of("crm", source), 10)
        .compare(entity -> entity.equals("lead"));
  }

  @Test
  void whatBecomesOfRowsAndColumnsIsCounted() {
    CompiledMigration before = mappings("score != 5", "score", "name", "score < 100", "id");
    CompiledMigration after =
        mappings("score != 6", "score > 10 ? score * 2 : score", "upper(name)", "score < 90", "id");

    MappingChange change =
        compare(
                before,
                after,
                source(
                    row(1L, 1L, "A"),
                    row(2L, 1L, "b"),
                    row(3L, 20L, "c"),
                    row(4L, 11L, "D"),
                    row(5L, 5L, "e"),
                    row(6L, 6L, "f"),
                    row(7L, 60L, "g"),
                    row(8L, 100L, "h")))
            .get(0);

    assertThat(change.read()).isEqualTo(8);
    assertThat(change.same()).as("1, and 8, refused by both").isEqualTo(2);
    assertThat(change.changed()).as("2, 3 and 4").isEqualTo(3);
    assertThat(change.entering()).as("5").isOne();
    assertThat(change.leaving()).as("6").isOne();
    assertThat(change.refused()).as("7").isOne();
    assertThat(change.reasons()).hasSize(1);
    assertThat(change.reasons().get(0).column()).isEqualTo("check:range");
    assertThat(change.columns())
        .containsExactlyInAnyOrder(
            new ColumnChange("score", 2, 0, 0, 2, 11, 20, 31, ""),
            new ColumnChange("name", 2, 0, 0, 2, 0, 0, 0, "characters"));
    assertThat(change.samples())
        .contains(
            new MappingChange.Sample("id=3", "score", "20", "40"),
            new MappingChange.Sample("id=7", "", "accepted", "refused"));
  }

  @Test
  void valuesThatBecomeNullOrStopBeingItAreToldApart() {
    CompiledMigration before = mappings("true", "score", "name", "true", "id");
    CompiledMigration after =
        mappings("true", "score == 1 ? null : score", "orElse(name, '-')", "true", "id");

    MappingChange change =
        compare(before, after, source(row(1L, 1L, "a"), row(2L, 2L, null), row(3L, 3L, "c")))
            .get(0);

    assertThat(change.columns())
        .containsExactlyInAnyOrder(
            new ColumnChange("score", 1, 1, 0, 0, 0, 0, 0, ""),
            new ColumnChange("name", 1, 0, 1, 0, 0, 0, 0, "characters"));
    assertThat(change.affected()).isEqualTo(2);
  }

  @Test
  void rowsUnderOtherKeysAreNoChangedValues() {
    MappingChange change =
        compare(
                mappings("true", "score", "'old'", "true", "id", "name"),
                mappings("true", "score", "'new'", "true", "id", "name"),
                source(row(1L, 1L, "a")))
            .get(0);

    assertThat(change.moved()).isOne();
    assertThat(change.changed()).isZero();
    assertThat(change.columns()).isEmpty();
  }

  @Test
  void whatIsTheSameIsNotEvenRead() {
    CompiledMigration one = mappings("true", "score", "name", "true", "id");

    assertThat(compare(one, one, source(row(1L, 1L, "a")))).isEmpty();
  }
}
