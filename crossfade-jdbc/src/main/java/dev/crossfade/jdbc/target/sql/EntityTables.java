package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of an entity and their names.
 *
 * @param shape what its rows look like
 * @param productionSchema where it is published
 * @param stagingSchema where it waits
 * @param typesSchema where its enumerations are
 */
public record EntityTables(
    EntityShape shape, String productionSchema, String stagingSchema, String typesSchema) {

  /** Names the load that wrote a row last; 0 in rows that applications have added. */
  public static final Column LOAD =
      new Column("_cf_load", new LogicalType.Int(64), false, "", false);

  /** Position of the change that wrote a row last, null for history. */
  public static final Column POSITION =
      new Column("_cf_position", LogicalType.Text.UNBOUNDED, true, "", false);

  /** Where the entity's rows are. */
  public enum Zone {
    STAGING,
    PRODUCTION
  }

  /** Quoted name of the table in a zone. */
  public String table(Zone zone) {
    return zone == Zone.STAGING ? staging() : production();
  }

  public String staging() {
    return Names.quoted(stagingSchema) + "." + Names.quoted(name());
  }

  public String production() {
    return Names.quoted(productionSchema) + "." + Names.quoted(name());
  }

  /** Quoted name of the table of held changes. */
  public String changes() {
    return Names.quoted(stagingSchema) + "." + Names.quoted(changesName());
  }

  public String changesName() {
    return Names.fitted("change_" + name());
  }

  /** Unquoted name of the entity's table. */
  public String name() {
    return shape.table().id().name();
  }

  public List<Column> columns() {
    return shape.table().columns();
  }

  /** All columns with Crossfade's own at the end. */
  public List<Column> stored() {
    List<Column> all = new ArrayList<>(columns());
    all.add(LOAD);
    all.add(POSITION);
    return all;
  }

  public List<Column> key() {
    List<Column> key = new ArrayList<>();
    for (int index : shape.table().keyIndexes()) {
      key.add(columns().get(index));
    }
    return key;
  }

  public String keyConstraint() {
    return Names.fitted(name() + "_pkey");
  }

  public String uniqueConstraint(List<String> unique) {
    return Names.fitted(name() + "_" + String.join("_", unique) + "_key");
  }

  public String indexName(List<String> indexed) {
    return Names.fitted(name() + "_" + String.join("_", indexed) + "_idx");
  }

  public TargetTypes types() {
    return new TargetTypes(typesSchema);
  }
}
