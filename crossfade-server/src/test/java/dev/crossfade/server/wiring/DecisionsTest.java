package dev.crossfade.server.wiring;

import static dev.crossfade.server.wiring.TwoTables.CONTACT;
import static dev.crossfade.server.wiring.TwoTables.VISIT;
import static dev.crossfade.server.wiring.TwoTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Alterations.Cause;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run does not know is looked for now and then, and told once it could be gone by. */
class DecisionsTest {

  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration LATER = Duration.ofSeconds(15);

  private final CompiledMigration mine = mappings("id", "note");
  private final CompiledMigration other = mappings("id", "note", "fresh");
  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);

  /** What a run begun now would go by; null while none can be begun. */
  private CompiledMigration next = other;

  private int asked;
  private long nanos = Long.MAX_VALUE - 1_000;
  private final Decisions decisions = new Decisions(target, mine, this::next, () -> nanos);

  private static CompiledMigration mappings(String... contact) {
    return TwoTables.compiled(
        TwoTables.spec(DriftPolicies.DEFAULTS, "id"),
        List.of(table(CONTACT, contact), table(VISIT, "id", "note")));
  }

  private CompiledMigration next() {
    asked++;
    if (next == null) {
      throw Problem.of(ServerProblem.NO_SHADOW, "what", "why", "fix").raise();
    }
    return next;
  }

  private boolean newerAfter(Duration time) {
    nanos += time.toNanos();
    return decisions.newer();
  }

  /**
   * Its changes are kept since it was altered, and somebody decides by which mappings it goes on.
   */
  private void released(String version) {
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 0);
      Position at = new Position(1, 1, 1);
      StreamState moved =
          new StreamState("stream", state.nextOffset() + 1, at, 0, null, state.epoch());
      try (StreamSession session = applier.begin(state, moved, "v1")) {
        session.holdTable(
            new HeldTable(
                "crm",
                CONTACT,
                HeldTable.State.HELD,
                at,
                Instant.EPOCH,
                new Alterations(Set.of(Cause.RETYPED), "altered")));
        session.commit(0);
      }
    }
    target.holds().release(target.holds().all().get(0), version);
  }

  @Test
  void whereNothingIsDecidedNothingIsCompiled() {
    assertThat(decisions.newer()).isFalse();
    target.holds().want("crm", CONTACT, new Alterations(Set.of(Cause.RETYPED), "altered"));
    target.acts().adopt(mine.version(), "ann", "it is so");
    assertThat(newerAfter(SOON)).isFalse();
    released("");
    assertThat(newerAfter(SOON)).isFalse();
    released(mine.versions("crm", CONTACT));
    assertThat(newerAfter(SOON)).isFalse();
    assertThat(asked).isZero();
  }

  @Test
  void mappingsThatWereAdoptedAreNewer() {
    assertThat(decisions.newer()).isFalse();
    target.acts().adopt(other.version(), "ann", "they are better");
    assertThat(newerAfter(SOON)).isTrue();
  }

  @Test
  void whatIsDecidedOfATableIsNewer() {
    released(other.versions("crm", CONTACT));
    assertThat(decisions.newer()).isTrue();
  }

  /** A run would begin only to end again. */
  @Test
  void whatARunBegunNowWouldNotGoByIsNotNewer() {
    target.acts().adopt("mappings of tomorrow", "ann", "they are better");
    released("mappings of a table that was altered again");
    assertThat(decisions.newer()).isFalse();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void whatCannotBeGoneByYetIsLookedAtLessOften() {
    target.acts().adopt(other.version(), "ann", "they are better");
    next = null;
    assertThat(decisions.newer()).isFalse();
    next = other;
    assertThat(newerAfter(SOON)).isFalse();
    assertThat(asked).isEqualTo(1);
    assertThat(newerAfter(LATER.minus(SOON))).isTrue();
  }

  @Test
  void itIsLookedNowAndThenAndWhatIsFoundStays() {
    assertThat(decisions.newer()).isFalse();
    target.acts().adopt(other.version(), "ann", "they are better");
    assertThat(newerAfter(SOON.minusNanos(1))).isFalse();
    assertThat(newerAfter(Duration.ofNanos(1))).isTrue();
    next = null;
    assertThat(newerAfter(LATER)).isTrue();
    assertThat(asked).isEqualTo(1);
  }
}
