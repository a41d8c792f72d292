package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.ProductionInquiry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Nodes that are answered by asking a database. Each is one look, without looking again. */
final class AskNodes {

  private static final int KEYS = 1_000;

  private AskNodes() {}

  /** Looks for values that repeat. */
  @FunctionalInterface
  interface Duplicates {
    ProductionInquiry.Found of(EntityShape entity, List<String> columns, int samples);
  }

  /** Looks for references to nothing. */
  @FunctionalInterface
  interface Orphans {
    ProductionInquiry.Found of(
        EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples);
  }

  /** Counts rows that are NULL in a column. */
  @FunctionalInterface
  interface Nulls {
    long of(EntityShape entity, String column);
  }

  /**
   * What the table refuses by itself need not be counted.
   *
   * @param table as it is; null when there is none
   */
  static Finding nulls(Nulls nulls, EntityShape shape, @Nullable TableSchema table) {
    List<String> evidence = new ArrayList<>();
    List<Measure> measures = new ArrayList<>();
    for (Column column : shape.table().columns()) {
      int at = table == null ? -1 : table.indexOf(column.name());
      if (column.nullable() || table == null || at < 0 || !table.columns().get(at).nullable()) {
        continue;
      }
      long count = nulls.of(shape, column.name());
      measures.add(Measure.of(column.name(), 0, count, 0));
      if (count > 0) {
        evidence.add("%,d rows are NULL in %s".formatted(count, column.name()));
      }
    }
    return Finding.of(
        measures.size() + " columns counted, the others refuse NULL",
        "no NULL where none may be",
        "0",
        evidence,
        List.of(),
        measures);
  }

  static Finding keys(Duplicates duplicates, EntityShape shape) {
    List<List<String>> sets = new ArrayList<>(shape.unique());
    if (!shape.table().keyless()) {
      sets.add(0, shape.table().key());
    }
    List<String> evidence = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<Measure> measures = new ArrayList<>();
    for (List<String> columns : sets) {
      ProductionInquiry.Found found = duplicates.of(shape, columns, KEYS);
      String label = String.join(", ", columns);
      measures.add(Measure.of(label, 0, found.count(), 0));
      if (found.count() > 0) {
        evidence.add("%,d rows repeat the values of %s".formatted(found.count(), label));
        keys.addAll(found.keys());
      }
    }
    return Finding.of(
        sets.size() + " sets of columns are looked at",
        "no value twice",
        "0",
        evidence,
        keys,
        measures);
  }

  static Finding references(
      Check check,
      Orphans orphans,
      EntityShape shape,
      List<ReferenceSpec> references,
      Map<String, EntityShape> shapes) {
    long limit = (long) check.number("rows", 0);
    List<String> evidence = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<Measure> measures = new ArrayList<>();
    for (ReferenceSpec reference : references) {
      EntityShape other = Objects.requireNonNull(shapes.get(reference.to()), reference.to());
      List<String> to =
          reference.toColumns().isEmpty() ? other.table().key() : reference.toColumns();
      ProductionInquiry.Found found = orphans.of(shape, reference.columns(), other, to, KEYS);
      String label = String.join(", ", reference.columns()) + " → " + reference.to();
      measures.add(Measure.of(label, 0, found.count(), limit));
      if (found.count() > limit) {
        evidence.add(
            "%,d rows refer by %s to a %s that is not there"
                .formatted(found.count(), String.join(", ", reference.columns()), reference.to()));
        keys.addAll(found.keys());
      }
    }
    return Finding.of(
        references.size() + " references are followed",
        "every row referred to is there",
        Long.toString(limit),
        evidence,
        keys,
        measures);
  }

  /**
   * @param key columns that tell rows of the entity apart; of an answer that has them nothing else
   *     is told
   */
  static Finding query(QuerySpec query, Answer answer, List<String> key) {
    if (query.expectation() instanceof QuerySpec.Within within) {
      return within(within, answer);
    }
    String more = answer.extent() == Answer.Extent.CUT ? "more than " : "";
    String observed = more + "%,d rows".formatted(answer.rows().size());
    List<String> evidence =
        answer.rows().isEmpty() ? List.of() : List.of("it answers with " + observed);
    List<String> keys =
        answer.rows().stream()
            .limit(KEYS)
            .map(row -> row(answer.columns(), row, told(answer, key)))
            .toList();
    return Finding.of(
        observed,
        "no rows",
        "",
        evidence,
        keys,
        List.of(Measure.of("rows", 0, answer.rows().size(), 0)));
  }

  /**
   * What tells the rows of an answer apart.
   *
   * @param key columns that do; null is the answer where it does not have all of them
   */
  static @Nullable Set<String> rows(Answer answer, List<String> key) {
    List<Integer> at = key.stream().map(answer.columns()::indexOf).toList();
    if (at.isEmpty() || at.contains(-1) || answer.extent() == Answer.Extent.CUT) {
      return null;
    }
    Set<String> rows = new TreeSet<>();
    answer.rows().forEach(row -> rows.add(at.stream().map(row::get).toList().toString()));
    return rows;
  }

  /** What tells apart rows whose keys were looked for; null where there are more of them. */
  static @Nullable Set<String> rows(Finding found) {
    return found.keys().size() < KEYS ? new TreeSet<>(found.keys()) : null;
  }

  private static List<String> told(Answer answer, List<String> key) {
    return !key.isEmpty() && answer.columns().containsAll(key) ? key : answer.columns();
  }

  private static String row(List<String> columns, List<@Nullable String> row, List<String> told) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (told.contains(columns.get(i))) {
        parts.add(columns.get(i) + "=" + row.get(i));
      }
    }
    return parts.stream().collect(Collectors.joining(" "));
  }

  private static Finding within(QuerySpec.Within within, Answer answer) {
    boolean one = answer.rows().size() == 1 && answer.columns().size() == 1;
    BigDecimal number = one ? number(answer.rows().get(0).get(0)) : null;
    if (number == null) {
      return Finding.error("the query does not answer with one number");
    }
    BigDecimal least = within.least();
    BigDecimal most = within.most();
    List<String> evidence = new ArrayList<>();
    if (least != null && number.compareTo(least) < 0) {
      evidence.add(number.toPlainString() + " is less than " + least.toPlainString());
    }
    if (most != null && number.compareTo(most) > 0) {
      evidence.add(number.toPlainString() + " is more than " + most.toPlainString());
    }
    String bounds =
        (least == null ? "" : "at least " + least.toPlainString() + " ")
            + (most == null ? "" : "at most " + most.toPlainString());
    return Finding.of(number.toPlainString(), bounds.strip(), "", evidence, List.of(), List.of());
  }

  /**
   * Figures by label, from an answer of one number, or of labels with numbers.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Figures figures(Answer answer) {
    int columns = answer.columns().size();
    if (answer.extent() == Answer.Extent.CUT) {
      throw new IllegalArgumentException("the query answers with too many rows");
    }
    Map<String, BigDecimal> figures = new TreeMap<>();
    Set<String> nulls = new TreeSet<>();
    for (List<@Nullable String> row : answer.rows()) {
      String text = row.get(columns - 1);
      BigDecimal figure = number(text);
      String label = columns == 1 ? "all" : String.valueOf(row.get(0));
      boolean known = columns > 2 || figures.containsKey(label) || nulls.contains(label);
      if (text == null) {
        nulls.add(label);
      } else if (figure != null) {
        figures.put(label, figure);
      }
      if (known || (text != null && figure == null)) {
        throw new IllegalArgumentException(
            "a query of a metric answers with one number, or with labels, each once, and numbers");
      }
    }
    return new Figures(figures, nulls);
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    try {
      return text == null ? null : new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
