package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.compare.FullCycle.Pass;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.compare.Verdict.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FullPassesTest {

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** Longer than any rest: what came to nothing counts, and this clock may be set meanwhile. */
  private static final Duration LONG = Duration.ofHours(24);

  private final Company company = new Company();
  private volatile Instant now = NOON;
  private volatile boolean may = true;
  private final FullPasses passes = new FullPasses("unify", HOUR, company, () -> may, () -> now);

  /** Two entities, and what is done to them. */
  private final class Company implements FullPasses.Means {
    private final Map<String, Pass> onRecord = new ConcurrentHashMap<>();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Semaphore ends = new Semaphore(0);
    private volatile Collection<String> comparable = List.of("account", "contact");
    private volatile boolean behind;
    private volatile boolean broken;
    private volatile boolean interrupted;

    @Override
    public Collection<String> comparable() {
      return comparable;
    }

    @Override
    public Map<String, Pass> passes() {
      return Map.copyOf(onRecord);
    }

    @Override
    public boolean behind() {
      return behind;
    }

    @Override
    public List<Verdict> compare(String entity) throws InterruptedException {
      boolean fails = broken;
      begun.add(entity);
      if (fails) {
        throw new IllegalStateException("the target is away");
      }
      try {
        ends.acquire();
      } catch (InterruptedException e) {
        interrupted = true;
        throw e;
      }
      onRecord.put(entity, new Pass(now, now));
      return List.of(
          new Verdict(entity, Result.EQUAL, 9, 0, List.of(), 0, 0, 0, Map.of(), "v1", now, now));
    }
  }

  @AfterEach
  void end() {
    passes.close();
  }

  /** Looks after so long; what began, if anything did. */
  private List<String> after(Duration time) {
    now = now.plus(time);
    passes.look();
    return List.copyOf(company.begun);
  }

  private void comesUp(String entity, Duration time) {
    now = now.plus(time);
    await(entity + " is compared")
        .untilAsserted(
            () -> {
              passes.look();
              assertThat(company.begun).containsExactly(entity);
            });
    company.begun.clear();
  }

  private void ends(String entity) {
    company.ends.release();
    await(entity + " was compared")
        .untilAsserted(
            () -> assertThat(passes.found()).extracting(Verdict::entity).containsExactly(entity));
  }

  @Test
  void oneAfterTheOtherIsComparedAndAgainOnceItsPassIsOld() {
    assertThat(after(Duration.ZERO)).isEmpty();
    comesUp("account", Duration.ofMinutes(2));
    ends("account");
    comesUp("contact", Duration.ZERO);
    ends("contact");
    assertThat(passes.found()).as("told once").isEmpty();
    comesUp("account", HOUR);
  }

  @Test
  void whatIsUnderWayIsBrokenOffWhenSomethingElseIsAskedFor() {
    after(Duration.ZERO);
    comesUp("account", Duration.ofMinutes(2));
    may = false;
    passes.look();
    await("it ends").until(() -> company.interrupted);
    assertThat(after(HOUR)).as("while something else is done").isEmpty();
    assertThat(passes.found()).isEmpty();
    may = true;
    comesUp("account", LONG);
  }

  /** Such as rows that are being made again, however long that takes. */
  @Test
  void whatCannotBeComparedJustNowKeepsNothingElseFromIt() {
    company.comparable = List.of("contact");
    after(Duration.ZERO);
    comesUp("contact", Duration.ofMinutes(2));
    ends("contact");
    company.comparable = List.of("account", "contact");
    comesUp("account", HOUR);
  }

  @Test
  void streamsThatAreBehindAreWaitedForButNotForEver() {
    company.behind = true;
    after(Duration.ZERO);
    assertThat(after(Duration.ofMinutes(2))).isEmpty();
    assertThat(after(FullPasses.AGAIN)).isEmpty();
    comesUp("account", FullPasses.LONGEST_WAIT);
  }

  @Test
  void whatFailedIsTriedAgainAndWhatCannotBeComparedIsNot() {
    company.comparable = List.of();
    after(Duration.ZERO);
    assertThat(after(HOUR)).isEmpty();
    company.comparable = List.of("contact");
    company.broken = true;
    after(HOUR);
    comesUp("contact", Duration.ofMinutes(2));
    company.broken = false;
    assertThat(after(Duration.ofSeconds(1))).as("at once").isEmpty();
    comesUp("contact", LONG);
    ends("contact");
  }

  @Test
  void closingBreaksOffWhatIsUnderWay() {
    after(Duration.ZERO);
    comesUp("account", Duration.ofMinutes(2));
    passes.close();
    assertThat(company.interrupted).isTrue();
  }
}
