package dev.crossfade.oracle.rules;

import dev.crossfade.oracle.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of one entity in canonical text, written without any code of the product: what a
 * source row must become, and what a target row is.
 */
public interface EntityRules {

  /** Every entity that has rules here. */
  static List<EntityRules> all() {
    return List.of(new ContactRules(), new CampaignRules(), new DailyRules());
  }

  Source source();

  /** Name of the entity's table in production. */
  String entity();

  /** Names of the target columns, the key's first. */
  List<String> columns();

  /** How many of the first columns are the key. */
  int keyColumns();

  /** Query on the source whose rows {@link #expected} understands. */
  String sourceQuery();

  /** Expressions on the target whose values are in canonical text, one per column. */
  List<String> targetExpressions();

  /** Canonical text of the target row that a source row must become; null if it must be refused. */
  @Nullable String @Nullable [] expected(ResultSet row) throws SQLException;

  /** Finishes what SQL cannot bring into canonical form. */
  default void finish(@Nullable String[] actual) {}
}
