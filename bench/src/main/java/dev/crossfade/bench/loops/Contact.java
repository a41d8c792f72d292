package dev.crossfade.bench.loops;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contact as the source's row array, and specifications for it. */
final class Contact {

  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;

  /** Twelve columns and the country, of which one expression needs to know. */
  static final TableSchema TABLE =
      TableSchema.of(
          new TableId("public", "contacts"),
          List.of(
              Column.of("id", new LogicalType.Int(64)).notNull(),
              Column.of("external_id", new LogicalType.Uuid()).notNull(),
              Column.of("email", TEXT),
              Column.of("phone", TEXT),
              Column.of("first_name", TEXT),
              Column.of("last_name", TEXT),
              Column.of("country", TEXT),
              Column.of("region_text", TEXT),
              Column.of("lead_score", new LogicalType.Int(32)),
              Column.of("budget", TEXT),
              Column.of("opted_in", new LogicalType.Bool()),
              Column.of("attributes", new LogicalType.Json()),
              Column.of("registered_at", new LogicalType.Timestamp())),
          List.of("id"));

  private Contact() {}

  static @Nullable Object[] row(int i) {
    return new @Nullable Object[] {
      (long) i,
      new UUID(i * 31L, i * 17L),
      "First.Last" + i + "@Mail" + i % 97 + ".Example.COM",
      i % 2 == 0 ? "(030) 9018 " + (1000 + i) : "(650) 253-" + (1000 + i),
      "Grace",
      "Hopper",
      i % 2 == 0 ? "DE" : "US",
      i % 3 == 0 ? "Europe" : " north america",
      (long) i % 1000,
      i % 2 == 0 ? "$1," + (100 + i % 900) + ".50" : i + ".25 EUR",
      i % 3 == 0,
      "{\"source\": \"campaign " + i % 31 + "\", \"opens\": " + i % 53 + "}",
      1_600_000_000_000_000L + i * 1_000_000L
    };
  }

  /** Expressions that make a column anew, by the name under which they are measured. */
  private static Map<String, String[]> expressions() {
    Map<String, String[]> made = new LinkedHashMap<>();
    made.put("email", new String[] {"email", "text", "email(email)"});
    made.put("phone", new String[] {"phone", "text", "phone(phone, country)"});
    made.put("taxonomy", new String[] {"region_text", "text", "taxonomy('region', region_text)"});
    made.put("amount", new String[] {"budget", "decimal(14,2)", "amount(budget, 2)"});
    made.put(
        "at", new String[] {"registered_at", "timestamptz", "at(registered_at, 'Europe/Berlin')"});
    return made;
  }

  /** Writes a specification whose mapping is {@code copied}, {@code mapped} or one expression. */
  static void writeSpecification(Path folder, String mapping) throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    Map<String, String> rules = new LinkedHashMap<>();
    for (Column column : TABLE.columns()) {
      if (!column.name().equals("country")) {
        types.put(column.name(), typeText(column.type()));
        rules.put(column.name(), column.name());
      }
    }
    expressions()
        .forEach(
            (name, made) -> {
              if (mapping.equals("mapped") || mapping.equals(name)) {
                types.put(made[0], made[1]);
                rules.put(made[0], made[2]);
              }
            });
    Files.createDirectories(folder.resolve("entities"));
    Files.createDirectories(folder.resolve("taxonomies"));
    Files.writeString(folder.resolve("crossfade.yaml"), HEAD);
    Files.writeString(folder.resolve("entities/contact.yaml"), entity(types, rules));
    Files.writeString(folder.resolve("taxonomies/region.yaml"), TAXONOMY);
  }

  private static String typeText(LogicalType type) {
    return switch (type.getClass().getSimpleName()) {
      case "Int" -> "int" + ((LogicalType.Int) type).bits();
      case "Bool" -> "bool";
      default -> type.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static String entity(Map<String, String> types, Map<String, String> rules) {
    List<String> lines =
        new ArrayList<>(
            List.of("apiVersion: crossfade.dev/v1", "kind: Entity", "name: contact", "key: [id]"));
    lines.add("columns:");
    types.forEach((name, type) -> lines.add("  " + name + ": \"" + type + "\""));
    lines.addAll(List.of("from:", "  - source: shop", "    table: public.contacts", "    map:"));
    rules.forEach((name, rule) -> lines.add("      " + name + ": \"" + rule + "\""));
    return String.join("\n", lines) + "\n";
  }

  private static final String HEAD =
      """
      apiVersion: crossfade.dev/v1
      kind: Migration
      name: loops
      sources:
        shop: {type: postgresql, url: "postgresql://127.0.0.1:1/a", user: u, password: "${env:HOME}"}
      target: {type: postgresql, url: "postgresql://127.0.0.1:1/b", user: u, password: "${env:HOME}", schema: marketing}
      """;

  private static final String TAXONOMY =
      """
      apiVersion: crossfade.dev/v1
      kind: Taxonomy
      name: region
      values:
        EMEA: [emea, europe]
        AMER: [north america, noram]
      """;
}
