package dev.crossfade.core.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When all rows of an entity are compared again though nobody asks: one entity after the other,
 * first the one of which that is longest ago, and never for more than a part of the time. Goes by
 * what is on record, so that it goes on after a restart where it was. Pure.
 */
public final class FullCycle {

  /** Comparing takes at most this part of the time, however large the tables are. */
  static final int SHARE = 10;

  /** What was never compared is so after a moment: whoever wants to do it himself does it first. */
  static final Duration FIRST = Duration.ofMinutes(1);

  private final Duration every;

  /**
   * @param every how old a full pass may become; zero when nobody is to compare unasked
   */
  public FullCycle(Duration every) {
    this.every = every;
  }

  /**
   * A full pass on record.
   *
   * @param began as of when it proves something
   * @param ended when it had read everything
   */
  public record Pass(Instant began, Instant ended) {

    /** The pass of a verdict about all rows. */
    public static Pass of(Verdict verdict) {
      return new Pass(verdict.startedAt(), verdict.finishedAt());
    }

    private Instant rested() {
      Duration took = Duration.between(began, ended);
      return took.isNegative() ? ended : ended.plus(rest(took));
    }
  }

  /**
   * Whose turn is next.
   *
   * @param entity its name
   * @param at from when on
   */
  public record Turn(String entity, Instant at) {}

  /** How long nothing is compared after a comparison that took so long. */
  public static Duration rest(Duration took) {
    return took.multipliedBy(SHARE - 1L);
  }

  /**
   * Whose turn is next, and when; empty when there is none.
   *
   * @param entities that can be compared
   * @param passes the last full pass of each that had one
   * @param since from when on they could be compared
   */
  public Optional<Turn> next(Collection<String> entities, Map<String, Pass> passes, Instant since) {
    if (every.isZero()) {
      return Optional.empty();
    }
    Instant rested =
        passes.values().stream().map(Pass::rested).max(Comparator.naturalOrder()).orElse(since);
    return entities.stream()
        .map(entity -> new Turn(entity, due(passes.get(entity), since)))
        .min(Comparator.comparing(Turn::at).thenComparing(Turn::entity))
        .map(turn -> turn.at().isBefore(rested) ? new Turn(turn.entity(), rested) : turn);
  }

  private Instant due(@Nullable Pass last, Instant since) {
    return last == null ? since.plus(FIRST) : last.began().plus(every);
  }
}
