package dev.crossfade.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was applied has to be seen by others before rows are read behind it. */
class RecentTest {

  private final InMemorySource source =
      new InMemorySource("crm", List.of(), Set.of(), Clock.systemUTC(), Faults.NONE);
  private final Recent recent = new Recent();

  private void hidden() {
    source.writeHidden(tx -> {});
  }

  private EntityChange last() {
    var all = source.history();
    long id = all.get(all.size() - 1).snapshotId();
    return change(id, new Position(all.size(), 0, 1));
  }

  private static EntityChange change(long id, Position at) {
    return new EntityChange(
        "e", 0, "crm", Op.DELETE, Key.of(1L), null, null, null, Key.of(1L), at, id, null);
  }

  @Test
  void what_was_in_the_log_before_anybody_asked_is_waited_for() {
    hidden();
    assertThat(recent.visible(source)).isFalse();
    source.settle();
    assertThat(recent.visible(source)).isTrue();
    hidden();
    assertThat(recent.visible(source)).as("not applied yet").isTrue();
  }

  @Test
  void what_is_applied_since_is_waited_for() {
    assertThat(recent.visible(source)).isTrue();
    hidden();
    recent.applying(List.of(List.of(last())));
    assertThat(recent.visible(source)).isFalse();
    source.settle();
    assertThat(recent.visible(source)).isTrue();
  }

  @Test
  void more_than_can_be_remembered_is_waited_for_as_well() {
    assertThat(recent.visible(source)).isTrue();
    hidden();
    List<EntityChange> many = new ArrayList<>(List.of(last()));
    for (int i = 1; i <= 10_000; i++) {
      many.add(change(-i, new Position(1, 0, 1)));
    }
    recent.applying(List.of(many));
    assertThat(recent.visible(source)).isFalse();
    source.settle();
    assertThat(recent.visible(source)).isTrue();
  }

  @Test
  void who_forgets_begins_again() {
    assertThat(recent.visible(source)).isTrue();
    recent.forget();
    hidden();
    assertThat(recent.visible(source)).isFalse();
  }
}
