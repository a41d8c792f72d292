package dev.crossfade.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.testkit.contract.LegacyContract;
import dev.crossfade.testkit.fault.Faults;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InMemoryLegacyTest extends LegacyContract {

  private static final TableSchema PERSON =
      TableSchema.of(
          new TableId("public", "person"),
          List.of(
              Column.of("id", new LogicalType.Int(64)).notNull(),
              Column.of("name", new LogicalType.Text(8)).notNull(),
              Column.of("email", LogicalType.Text.UNBOUNDED),
              Column.of("note", LogicalType.Text.UNBOUNDED)),
          List.of("id"));

  private final InMemorySource source =
      new InMemorySource("kit", List.of(PERSON), Set.of(), Clock.systemUTC(), Faults.NONE);

  @Override
  protected LegacyDatabase open() {
    return new InMemoryLegacy(
        source, new MemoryLegacyRules(Map.of("name", "new"), List.of("email")), Faults.NONE);
  }

  @Override
  protected TableSchema table() {
    return PERSON;
  }

  @Override
  protected List<String> rows() {
    return source.rows(PERSON.id()).stream()
        .map(row -> Arrays.stream(row).map(String::valueOf).collect(Collectors.joining("|")))
        .sorted()
        .toList();
  }

  @Test
  void its_log_says_whose_transactions_they_are() {
    try (LegacyApplier applier = legacy.openApplier()) {
      apply(applier, applier.own("topic", 0, Position.START), inserts(row(1L, "one", null, null)));
    }
    assertThat(source.history()).extracting(SourceTransaction::origin).contains(Origin.WAY_BACK);
  }
}
