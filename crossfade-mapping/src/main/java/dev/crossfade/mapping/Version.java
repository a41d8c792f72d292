package dev.crossfade.mapping;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The content hash of a mapping: equal hashes map equal rows equally. */
final class Version {

  /** Raised whenever a function of the library changes its results. */
  private static final String LIBRARY = "library 1";

  private Version() {}

  /**
   * The version of one mapping.
   *
   * @param taxonomies names of those its rules, its condition and the entity's checks use; a change
   *     of another one changes no result
   */
  static String of(
      MigrationSpec spec,
      EntitySpec entity,
      MappingSpec mapping,
      TableSchema table,
      Set<String> taxonomies) {
    return of(
        spec,
        entity,
        mapping,
        table,
        column -> column.name() + " " + column.type() + " " + column.nullable(),
        taxonomies);
  }

  /**
   * The same but for which columns of the source are NOT NULL: rules may be refused for it, but
   * what they make of a value is the same.
   *
   * @param table the source table with the columns that are read
   */
  static String essence(
      MigrationSpec spec,
      EntitySpec entity,
      MappingSpec mapping,
      TableSchema table,
      Set<String> taxonomies) {
    return of(
        spec, entity, mapping, table, column -> column.name() + " " + column.type(), taxonomies);
  }

  private static String of(
      MigrationSpec spec,
      EntitySpec entity,
      MappingSpec mapping,
      TableSchema table,
      Function<Column, String> text,
      Set<String> taxonomies) {
    List<String> parts = new ArrayList<>();
    parts.add(LIBRARY);
    parts.add(mapping.label());
    parts.add(String.valueOf(mapping.where()));
    parts.add(String.valueOf(spec.source(mapping.source()).map(SourceSpec::timeZone).orElse("")));
    table.columns().forEach(column -> parts.add(text.apply(column)));
    parts.add(table.key().toString());
    for (ColumnSpec column : entity.columns()) {
      parts.add(column + " = " + mapping.rules().get(column.name()));
    }
    parts.add(entity.key().toString());
    entity.checks().forEach(check -> parts.add(check.toString()));
    spec.taxonomies().stream()
        .filter(taxonomy -> taxonomies.contains(taxonomy.name()))
        .forEach(taxonomy -> parts.add(taxonomy.toString()));
    return of(parts);
  }

  /**
   * The version of what makes target keys.
   *
   * @param table the source table with the columns that are read for it
   * @param taxonomies names of those that are used for it
   */
  static String ofKey(
      MigrationSpec spec,
      EntitySpec entity,
      MappingSpec mapping,
      TableSchema table,
      Set<String> taxonomies) {
    List<String> parts = new ArrayList<>();
    parts.add(LIBRARY);
    parts.add(table.id().toString());
    parts.add(String.valueOf(spec.source(mapping.source()).map(SourceSpec::timeZone).orElse("")));
    table.columns().forEach(column -> parts.add(column.name() + " " + column.type()));
    parts.add(table.key().toString());
    for (ColumnSpec column : entity.columns()) {
      if (entity.key().contains(column.name())) {
        parts.add(column + " = " + mapping.rules().get(column.name()));
      }
    }
    parts.add(entity.key().toString());
    spec.taxonomies().stream()
        .filter(taxonomy -> taxonomies.contains(taxonomy.name()))
        .forEach(taxonomy -> parts.add(taxonomy.toString()));
    return of(parts);
  }

  /** SHA-256 of the parts with their lengths, in hexadecimal. */
  static String of(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
