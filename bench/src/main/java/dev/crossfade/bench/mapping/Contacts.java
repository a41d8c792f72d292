package dev.crossfade.bench.mapping;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.TypeText;
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
import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.MappingCompiler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A contact of twelve columns, seven of them copied and five made anew. */
final class Contacts {

  private final List<Column> source = new ArrayList<>();
  private final List<ColumnSpec> target = new ArrayList<>();
  private final Map<String, ColumnRule> rules = new LinkedHashMap<>();
  private final List<CheckSpec> checks = new ArrayList<>();
  private @Nullable String where;

  /** The usual columns; every kind of function that clean-up of contacts needs, but telephones. */
  static Contacts usual() {
    return new Contacts()
        .column("id int64!", "int64!", "id")
        .column("email text", "text(320)", "email(email)")
        .column("first_name text", "text(100)", "first_name")
        .column("last_name text", "text(100)", "last_name")
        .column("region text", "text(20)", "taxonomyOr('region', region, 'OTHER')")
        .column("created timestamp!", "timestamptz!", "at(created, 'Europe/Berlin')")
        .column("revenue decimal", "decimal(14,2)", "amount(revenue, 2)")
        .column("landing text", "text(200)", "utm(landing, 'campaign')")
        .column("status text!", "text(20)!", "status")
        .column("city text", "text(100)", "city")
        .column("visits int64!", "int64!", "visits")
        .column("updated timestamptz!", "timestamptz!", "updated");
  }

  /** The city's place is taken by a telephone number. */
  static Contacts withPhone() {
    Contacts contacts = usual();
    contacts.rules.put("city", new ColumnRule.Expression("phone(city, 'DE')"));
    return contacts;
  }

  /** A condition on source rows and a check of target rows on top. */
  Contacts withConditions() {
    where = "status != 'deleted' && visits < 1000000";
    checks.add(new CheckSpec("earned", "revenue == null || revenue >= 0"));
    return this;
  }

  private Contacts column(String from, String to, String rule) {
    ColumnSpec read = spec(from);
    Column column = Column.of(read.name(), read.type());
    source.add(read.nullable() ? column : column.notNull());
    target.add(spec(read.name() + " " + to));
    rules.put(read.name(), new ColumnRule.Expression(rule));
    return this;
  }

  private static ColumnSpec spec(String text) {
    boolean notNull = text.endsWith("!");
    String plain = notNull ? text.substring(0, text.length() - 1) : text;
    int space = plain.indexOf(' ');
    return new ColumnSpec(
        plain.substring(0, space),
        TypeText.parse(plain.substring(space + 1)).orElseThrow(),
        !notNull);
  }

  CompiledMapping compile() {
    SecretRef text = new SecretRef("x");
    TableId table = new TableId("public", "contacts");
    MigrationSpec spec =
        new MigrationSpec(
            "bench",
            List.of(
                new SourceSpec(
                    "crm", SystemType.POSTGRESQL, text, text, text, null, ZeroDates.REFUSE)),
            new TargetSpec(SystemType.POSTGRESQL, text, text, text, "unified"),
            Settings.DEFAULTS,
            null,
            List.of(
                new EntitySpec(
                    "contact",
                    List.of("id"),
                    target,
                    List.of(),
                    List.of(),
                    List.of(new MappingSpec("crm", table, where, rules)),
                    checks)),
            List.of(regions()));
    List<TableSchema> catalog = List.of(TableSchema.of(table, source, List.of("id")));
    return MappingCompiler.compile(spec, Map.of("crm", catalog), Locations.NONE).mappings().get(0);
  }

  private static TaxonomySpec regions() {
    return new TaxonomySpec(
        "region",
        false,
        new TaxonomySpec.Otherwise.Refuse(),
        Map.of(
            "EMEA", List.of("europe", "emea region", "middle east"),
            "APAC", List.of("asia pacific", "asia"),
            "AMER", List.of("north america", "latin america")));
  }
}
