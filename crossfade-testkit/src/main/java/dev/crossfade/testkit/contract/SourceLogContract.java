package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Mark;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link SourceLog} must do. */
public abstract class SourceLogContract extends SourceContract {

  private LogIdentity prepare() {
    return source.log().prepare(List.of(keyedTable(), keylessTable()));
  }

  @Test
  void preparing_twice_changes_nothing() {
    LogIdentity first = prepare();
    assertThat(first.facts()).isNotEmpty();
    assertThat(prepare().facts()).isEqualTo(first.facts());
    assertThat(source.log().identity().facts()).isEqualTo(first.facts());
  }

  @Test
  void writing_does_not_change_the_identity() {
    LogIdentity first = prepare();
    transaction(tx -> tx.insert(1, "one"));
    source.log().mark();
    assertThat(source.log().identity().facts()).isEqualTo(first.facts());
  }

  @Test
  void an_unprepared_log_has_another_identity() {
    LogIdentity before = source.log().identity();
    assertThat(prepare().facts()).isNotEqualTo(before.facts());
  }

  @Test
  void what_is_removed_is_not_left() {
    LogIdentity before = source.log().identity();
    assertThat(source.log().left()).isEmpty();
    prepare();
    assertThat(source.log().left()).isNotEmpty();
    source.log().remove();
    assertThat(source.log().left()).isEmpty();
    assertThat(source.log().identity().facts()).isEqualTo(before.facts());
    source.log().remove();
  }

  @Test
  void marks_grow() {
    prepare();
    Mark first = source.log().mark();
    transaction(tx -> tx.insert(1, "one"));
    Mark second = source.log().mark();
    assertThat(second.number()).isGreaterThan(first.number());
    assertThat(first.number()).isPositive();
  }
}
