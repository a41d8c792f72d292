package dev.crossfade.cli.mappingtest;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.core.spec.MappingTest;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a row through its compiled mapping and looks at what comes out. Pure. */
public final class MappingTestRun {

  private final MappingTest test;
  private final List<String> failures = new ArrayList<>();

  private MappingTestRun(MappingTest test) {
    this.test = test;
  }

  /** In what the outcome is not the expected one; empty when it is. */
  public static List<String> failures(MappingTest test, CompiledMigration migration) {
    MappingTestRun run = new MappingTestRun(test);
    List<CompiledMapping> mappings =
        migration.into(test.entity()).stream()
            .filter(each -> test.from().isEmpty() || each.spec().label().equals(test.from()))
            .toList();
    if (mappings.size() == 1) {
      run.through(mappings.get(0));
    } else {
      run.failures.add(
          "%d mappings into %s %s: name one with `from: source:schema.table`"
              .formatted(mappings.size(), test.entity(), test.from()));
    }
    return run.failures;
  }

  private void through(CompiledMapping mapping) {
    @Nullable Object[] source = row(mapping.sourceTable());
    if (!failures.isEmpty()) {
      return;
    }
    Membership membership = mapping.accepts(source);
    @Nullable Object[] target = new @Nullable Object[mapping.entity().columns().size()];
    if (membership == Membership.REFUSED) {
      judge(mapping.whereRefusal(source), mapping, target);
    } else if (membership == Membership.IN) {
      judge(mapping.apply(source, target), mapping, target);
    } else if (!(test.expected() instanceof MappingTest.LeftOut)) {
      failures.add("the row is left out by `where`");
    }
  }

  private void judge(RowResult result, CompiledMapping mapping, @Nullable Object[] target) {
    if (test.expected() instanceof MappingTest.Refused expected) {
      if (!(result instanceof Refusal refusal)) {
        failures.add("the row is not refused");
      } else if (!refusal.code().text().equals(expected.code())
          || !(expected.column().isEmpty() || expected.column().equals(refusal.column()))) {
        failures.add(
            "refused with %s because of %s instead of %s %s"
                .formatted(
                    refusal.code().text(), refusal.column(), expected.code(), expected.column()));
      }
    } else if (result instanceof Refusal refusal) {
      failures.add(
          "refused with %s because of %s: %s"
              .formatted(refusal.code().text(), refusal.column(), refusal.text()));
    } else if (test.expected() instanceof MappingTest.Row expected) {
      compare(expected.values(), mapping.entity(), target);
    } else {
      failures.add("the row is not left out");
    }
  }

  private void compare(
      Map<String, @Nullable String> expected, TableSchema table, @Nullable Object[] target) {
    expected.forEach(
        (name, text) -> {
          int at = table.indexOf(name);
          if (at < 0) {
            failures.add("there is no column " + name + " of " + test.entity());
            return;
          }
          LogicalType type = table.columns().get(at).type();
          Object should = text == null ? null : parsed(name, type, text);
          if (!same(should, target[at])) {
            failures.add("%s is %s instead of %s".formatted(name, shown(type, target[at]), text));
          }
        });
  }

  private @Nullable Object[] row(TableSchema table) {
    @Nullable Object[] row = new @Nullable Object[table.columns().size()];
    test.row()
        .forEach(
            (name, text) -> {
              int at = table.indexOf(name);
              if (at < 0) {
                failures.add("there is no column " + name + " in " + table.id());
              } else if (text != null) {
                Column column = table.columns().get(at);
                row[at] = parsed(name, column.type(), text);
              }
            });
    return row;
  }

  private @Nullable Object parsed(String name, LogicalType type, String text) {
    try {
      return ValueText.parse(type, text);
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      failures.add("'" + text + "' is no value for " + name);
      return null;
    }
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof BigDecimal decimal && other instanceof BigDecimal number) {
      return decimal.compareTo(number) == 0;
    }
    if (one instanceof byte[] bytes && other instanceof byte[] more) {
      return Arrays.equals(bytes, more);
    }
    return Objects.equals(one, other);
  }

  private static String shown(LogicalType type, @Nullable Object value) {
    return value == null ? "NULL" : ValueText.format(type, value);
  }
}
