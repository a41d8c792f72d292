package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepairRequestsTest {

  @Test
  void rowsWithoutKeyAreCountedWhereOneSourceWritesThemAndTheyAreFew() {
    assertThat(RepairRequests.obstacle(1, RepairRequests.COUNTABLE)).isEmpty();
    assertThat(RepairRequests.obstacle(1, -1)).isEmpty();
    assertThat(RepairRequests.obstacle(2, 10)).hasValueSatisfying(is("several sources"));
    assertThat(RepairRequests.obstacle(1, 3_000_000)).hasValueSatisfying(is("3,000,000 rows"));
  }

  private static java.util.function.Consumer<String> is(String part) {
    return text -> assertThat(text).contains(part);
  }
}
