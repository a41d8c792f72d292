package dev.crossfade.engine.simulation;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.engine.simulation.FunctionMapping.Rule;
import dev.crossfade.mapping.CompiledMigration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Two small sources and four entities that meet every rule: a filter, a rule over a wide value, a
 * direct copy of a wide value, a length the target refuses, a unique column, a table without key.
 */
final class Company {

  static final TableId CONTACT = new TableId("public", "contact");
  static final TableId EVENT = new TableId("public", "event");
  static final TableId AD = new TableId("ads", "ad");

  static final int LONGEST_EMAIL = 6;

  private static final LogicalType NUMBER = new LogicalType.Int(64);
  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;

  static final TableSchema CONTACTS =
      table(CONTACT, List.of("id"), ReplicaIdentity.KEY, "id", "email", "bio", "active");
  static final TableSchema EVENTS =
      table(EVENT, List.of(), ReplicaIdentity.FULL, "seq", "kind", "bio");
  static final TableSchema ADS =
      table(AD, List.of("code"), ReplicaIdentity.KEY, "code", "title", "bio");

  private Company() {}

  private static TableSchema table(
      TableId id, List<String> key, ReplicaIdentity identity, String... names) {
    List<Column> columns =
        java.util.Arrays.stream(names).map(name -> Column.of(name, type(name))).toList();
    return new TableSchema(id, columns, key, identity, List.of(), -1, -1);
  }

  private static LogicalType type(String column) {
    return List.of("id", "active", "seq").contains(column) ? NUMBER : TEXT;
  }

  static final FunctionMapping ACTIVE =
      new FunctionMapping(
          entity(
              "active_contact",
              List.of("id"),
              "crm",
              CONTACT,
              List.of(),
              new ColumnSpec("id", NUMBER, false),
              new ColumnSpec("email", new LogicalType.Text(LONGEST_EMAIL), true),
              new ColumnSpec("bio", TEXT, true)),
          CONTACTS,
          List.of(Rule.copy(0), Rule.copy(1), Rule.copy(2)),
          new Rule(values -> values[0].equals(1L), 3));

  static final FunctionMapping MIXED =
      new FunctionMapping(
          entity(
              "mixed_contact",
              List.of("id"),
              "crm",
              CONTACT,
              List.of(),
              new ColumnSpec("id", NUMBER, false),
              new ColumnSpec("both", TEXT, true)),
          CONTACTS,
          List.of(Rule.copy(0), new Rule(values -> values[0] + "/" + values[1], 1, 2)),
          null);

  static final FunctionMapping EVENT_LOG =
      new FunctionMapping(
          entity(
              "event",
              List.of(),
              "crm",
              EVENT,
              List.of(),
              new ColumnSpec("seq", NUMBER, true),
              new ColumnSpec("kind", TEXT, true),
              new ColumnSpec("bio", TEXT, true)),
          EVENTS,
          List.of(Rule.copy(0), Rule.copy(1), Rule.copy(2)),
          null);

  static final FunctionMapping ADVERT =
      new FunctionMapping(
          entity(
              "ad",
              List.of("code"),
              "ads",
              AD,
              List.of(List.of("title")),
              new ColumnSpec("code", TEXT, false),
              new ColumnSpec("title", TEXT, true),
              new ColumnSpec("bio", TEXT, true)),
          ADS,
          List.of(Rule.copy(0), Rule.copy(1), Rule.copy(2)),
          null);

  static final CompiledMigration COMPILED =
      new CompiledMigration(List.of(ACTIVE, MIXED, EVENT_LOG, ADVERT), "v1");

  /** By these, an exclamation mark is left out and no reason to refuse. */
  static final CompiledMigration MILDER =
      new CompiledMigration(
          List.of(
              new FunctionMapping(
                      ACTIVE.entitySpec(),
                      CONTACTS,
                      List.of(Rule.copy(0), new Rule(Company::mild, 1), Rule.copy(2)),
                      new Rule(values -> values[0].equals(1L), 3))
                  .withVersion("v2"),
              MIXED,
              new FunctionMapping(
                      EVENT_LOG.entitySpec(),
                      EVENTS,
                      List.of(Rule.copy(0), new Rule(Company::mild, 1), Rule.copy(2)),
                      null)
                  .withVersion("v2"),
              ADVERT),
          "milder");

  private static Object mild(Object[] values) {
    return String.valueOf(values[0]).replace("!", "");
  }

  static final CompiledMigration COMPILED_LATER =
      new CompiledMigration(List.of(ACTIVE.withVersion("v2"), MIXED, EVENT_LOG, ADVERT), "v2");

  /** It does not go on with a table of ads that lost a column. */
  static final CompiledMigration STRICT =
      new CompiledMigration(List.of(ACTIVE, MIXED, EVENT_LOG, strictly(ADVERT)), "v1");

  /** The table of ads without what the entity reads last. */
  static final TableSchema FEWER_ADS =
      table(AD, List.of("code"), ReplicaIdentity.KEY, "code", "title");

  private static FunctionMapping strictly(FunctionMapping mapping) {
    EntitySpec entity = mapping.entitySpec();
    return new FunctionMapping(
        new EntitySpec(
            entity.name(),
            entity.key(),
            entity.columns(),
            entity.unique(),
            entity.indexes(),
            entity.mappings(),
            entity.checks(),
            new DriftPolicies(Map.of(Drift.Kind.DROPPED, DriftPolicy.FAIL))),
        mapping.sourceTable(),
        List.of(Rule.copy(0), Rule.copy(1), Rule.copy(2)),
        null);
  }

  private static EntitySpec entity(
      String name,
      List<String> key,
      String source,
      TableId table,
      List<List<String>> unique,
      ColumnSpec... columns) {
    return new EntitySpec(
        name,
        key,
        List.of(columns),
        unique,
        List.of(),
        List.of(new MappingSpec(source, table, where(name), Map.of())),
        List.of());
  }

  /** What the filter of {@link #ACTIVE} says. */
  private static @Nullable String where(String entity) {
    return entity.equals("active_contact") ? "active == 1" : null;
  }

  static MigrationSpec spec(Settings settings) {
    SecretRef none = new SecretRef("");
    return new MigrationSpec(
        "unify",
        List.of(source("crm", none), source("ads", none)),
        new TargetSpec(SystemType.POSTGRESQL, none, none, none, "production"),
        settings,
        null,
        COMPILED.mappings().stream().map(mapping -> mapping.entitySpec()).toList(),
        List.of());
  }

  private static SourceSpec source(String name, SecretRef none) {
    return new SourceSpec(name, SystemType.POSTGRESQL, none, none, none, null, ZeroDates.REFUSE);
  }

  /** The same with fewer entities, or other checks. */
  static MigrationSpec with(MigrationSpec all, Predicate<EntitySpec> known, ChecksSpec checks) {
    return new MigrationSpec(
        all.name(),
        all.sources(),
        all.target(),
        all.settings(),
        all.kafka(),
        all.entities().stream().filter(known).toList(),
        all.taxonomies(),
        all.signOffs(),
        checks);
  }
}
