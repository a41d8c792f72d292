package dev.crossfade.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.view.Conflict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What waits for people, while others settle it. */
class ConflictsTest {

  private static final List<Conflict> ALL =
      Stream.of("a", "b", "c").map(ConflictsTest::one).toList();

  private static Conflict one(String id) {
    return new Conflict(id, "stray", "crm", "contact", "id=1", "UPDATE", id);
  }

  private static List<String> ids(List<Conflict> conflicts) {
    return conflicts.stream().map(Conflict::id).toList();
  }

  @Test
  void what_was_settled_meanwhile_keeps_nobody_from_settling_the_rest() {
    assertThat(ids(Lookout.meant(ALL, List.of("c", "gone", "a", "a")))).containsExactly("a", "c");
  }

  @Test
  void a_page_is_behind_a_row_and_refused_when_that_waits_no_more() {
    assertThat(ids(ConflictResource.behind(ALL, "", 2))).containsExactly("a", "b");
    assertThat(ids(ConflictResource.behind(ALL, "b", 2))).containsExactly("c");
    assertThat(ConflictResource.behind(ALL, "c", 2)).isEmpty();
    assertThatThrownBy(() -> ConflictResource.behind(ALL, "gone", 2))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("CF-6108");
  }
}
