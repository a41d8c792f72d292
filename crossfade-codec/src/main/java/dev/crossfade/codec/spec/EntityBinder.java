package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TypeText;
import dev.crossfade.core.spec.CheckSpec;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns an entity's file into its value; a type that cannot be read is a problem. */
final class EntityBinder {

  private final List<Problem> problems;

  EntityBinder(List<Problem> problems) {
    this.problems = problems;
  }

  EntitySpec entity(View view) {
    String name = view.get("name").text();
    View key = view.get("key");
    List<ColumnSpec> columns = new ArrayList<>();
    View given = view.get("columns");
    given.keys().forEach(column -> columns.add(column(name, column, given.get(column))));
    return new EntitySpec(
        name,
        key.isScalar() ? List.of() : key.texts(),
        columns,
        view.items("unique").stream().map(View::texts).toList(),
        view.items("indexes").stream().map(View::texts).toList(),
        view.items("from").stream().map(this::mapping).toList(),
        view.items("checks").stream().map(EntityBinder::check).toList(),
        Binder.drift(view.find("drift")));
  }

  private ColumnSpec column(String entity, String name, View view) {
    if (view.isScalar()) {
      return new ColumnSpec(name, type(view, view, entity + "_" + name), true);
    }
    boolean nullable = !view.text("nullable", "true").equalsIgnoreCase("false");
    return new ColumnSpec(name, type(view.get("type"), view, entity + "_" + name), nullable);
  }

  private LogicalType type(View spelled, View column, String enumName) {
    View labels = column.isScalar() ? null : column.find("labels");
    View length = column.isScalar() ? null : column.find("maxLength");
    if (spelled.text().equals("enum")) {
      return enumeration(spelled, labels, enumName);
    }
    if (spelled.text().equals("array<enum>")) {
      return new LogicalType.Array(enumeration(spelled, labels, enumName));
    }
    LogicalType type = TypeText.parse(spelled.text()).orElse(null);
    if (type == null) {
      problems.add(unknownType(spelled));
      return LogicalType.Text.UNBOUNDED;
    }
    if (labels != null) {
      problems.add(surplus(labels, "labels", "enum"));
    }
    if (length != null && type.equals(LogicalType.Text.UNBOUNDED)) {
      return new LogicalType.Text((int) column.number("maxLength", 0));
    }
    if (length != null) {
      problems.add(surplus(length, "maxLength", "text"));
    }
    return type;
  }

  private LogicalType enumeration(View spelled, @Nullable View labels, String name) {
    List<String> texts = labels == null ? List.of() : labels.texts();
    if (texts.isEmpty() || new HashSet<>(texts).size() < texts.size()) {
      problems.add(
          Problem.of(
                  SpecProblem.BAD_TYPE,
                  "an enum needs labels, each once",
                  texts.isEmpty() ? "there are none" : "a label appears twice",
                  "write for example {type: enum, labels: [new, open, won]}")
              .at(labels == null ? spelled.tree().location() : labels.tree().location()));
    }
    return new LogicalType.Enumeration(name, texts);
  }

  private static Problem unknownType(View spelled) {
    return Problem.of(
            SpecProblem.BAD_TYPE,
            "there is no type '" + spelled.text() + "'",
            "types are " + String.join(", ", TypeText.names()),
            Suggestion.of(spelled.text(), TypeText.names())
                .map(near -> "did you mean " + near + "?")
                .orElse("use one of these types"))
        .at(spelled.tree().location());
  }

  private static Problem surplus(View view, String key, String type) {
    return Problem.of(
            SpecProblem.BAD_TYPE,
            "'" + key + "' does not belong to this type",
            "only plain " + type + " takes it",
            "remove it, or change the type to " + type)
        .at(view.tree().location());
  }

  private MappingSpec mapping(View view) {
    Map<String, ColumnRule> rules = new LinkedHashMap<>();
    View map = view.get("map");
    map.keys().forEach(column -> rules.put(column, rule(map.get(column))));
    View where = view.find("where");
    Map<String, String> reverse = new LinkedHashMap<>();
    View back = view.find("reverse");
    if (back != null) {
      back.keys().forEach(column -> reverse.put(column, back.get(column).text()));
    }
    return new MappingSpec(
        view.get("source").text(),
        TableId.parse(view.get("table").text()),
        where == null ? null : where.text(),
        rules,
        reverse);
  }

  private static ColumnRule rule(View view) {
    if (view.isNull()) {
      return new ColumnRule.Null();
    }
    return view.isScalar()
        ? new ColumnRule.Expression(view.text())
        : new ColumnRule.SourceColumn(view.get("column").text());
  }

  private static CheckSpec check(View view) {
    return new CheckSpec(view.get("name").text(), view.get("expression").text());
  }
}
