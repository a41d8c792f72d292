package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.LegacyWrite;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link LegacyDatabase} must do for whoever only rehearses. What it has to have says {@link
 * LegacyContract}.
 */
public abstract class RehearsalContract {

  static final Position FIRST = new Position(7, 0, 0);
  static final Object LEFT = Unavailable.VALUE;

  /** Under test, with an empty table. */
  protected LegacyDatabase legacy;

  TableSchema table;

  /** Opens the database, in which nothing of ours is left, with an empty table. */
  protected abstract LegacyDatabase open();

  /** The table. */
  protected abstract TableSchema table();

  /** All its rows by id, each as {@code id|name|email|note}, with {@code null} for NULL. */
  protected abstract List<String> rows();

  @BeforeEach
  final void prepare() {
    legacy = open();
    legacy.prepare();
    table = table();
  }

  @AfterEach
  final void close() {
    legacy.close();
  }

  protected static ReverseState moved(ReverseState from, long offset) {
    return new ReverseState(from.streamId(), offset, new Position(7, offset, 0), from.epoch());
  }

  protected static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  protected LegacyWrite inserts(@Nullable Object[]... rows) {
    return new LegacyWrite(table, List.of(), List.of(), List.of(rows));
  }

  LegacyWrite update(long id, @Nullable Object... values) {
    LegacyWrite.Update update = new LegacyWrite.Update(Key.of(id), values);
    return new LegacyWrite(table, List.of(), List.of(update), List.of());
  }

  LegacyWrite deletes(long id) {
    return new LegacyWrite(table, List.of(Key.of(id)), List.of(), List.of());
  }

  /** Applies one batch as owner; the next state. */
  protected ReverseState apply(LegacyApplier applier, ReverseState from, LegacyWrite... writes) {
    ReverseState to = moved(from, from.nextOffset() + 1);
    try (LegacySession session = applier.begin(from, to)) {
      for (LegacyWrite write : writes) {
        session.write(write);
      }
      assertThat(session.commit()).isInstanceOf(Outcome.Done.class);
    }
    return to;
  }

  @Test
  void a_rehearsal_writes_and_leaves_nothing() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state =
          apply(applier, applier.own("topic", 0, FIRST), inserts(row(1L, "one", "a@x", null)));
      try (LegacyApplier other = legacy.openApplier();
          LegacySession session = Objects.requireNonNull(other.rehearse(table).session())) {
        assertThat(session.lock(table, List.of(Key.of(1L)))).hasSize(1);
        session.write(update(1, LEFT, "two", LEFT, LEFT));
        assertThat(session.lock(table, List.of(Key.of(1L))).get(Key.of(1L)))
            .containsExactly(1L, "two", "a@x", null);
        assertThatThrownBy(() -> session.write(update(1, LEFT, null, LEFT, LEFT)))
            .isInstanceOf(RowsRefusedException.class);
        assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
      }
      assertThat(rows()).containsExactly("1|one|a@x|null");
      apply(applier, state, update(1, LEFT, "three", LEFT, LEFT));
      assertThat(rows()).containsExactly("1|three|a@x|null");
    }
  }

  /** A process may be stopped for longer than an application waits. */
  @Test
  void who_stands_still_in_a_rehearsal_keeps_nobody_from_the_row() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state =
          apply(applier, applier.own("topic", 0, FIRST), inserts(row(1L, "one", "a@x", null)));
      try (LegacyApplier other = legacy.openApplier();
          LegacySession session = Objects.requireNonNull(other.rehearse(table).session())) {
        session.write(update(1, LEFT, "two", LEFT, LEFT));
        LegacyWrite write = update(1, LEFT, LEFT, LEFT, "there");
        for (int waits = 1; !applied(applier, state, write); waits++) {
          assertThat(waits).as("waits of two seconds").isLessThan(5);
        }
      }
      assertThat(rows()).containsExactly("1|one|a@x|there");
    }
  }

  /** Whether nobody held the row until the server had waited long enough. */
  private boolean applied(LegacyApplier applier, ReverseState from, LegacyWrite write) {
    try {
      apply(applier, from, write);
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT);
      return false;
    }
  }
}
