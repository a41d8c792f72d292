package dev.crossfade.core.phase;

import java.util.Optional;

/** What has to be asked for so that a migration goes on from where it is. */
public final class Onward {

  private Onward() {}

  /**
   * What to ask for in a phase, if anything; in one that is over it is what will be refused.
   *
   * @param newcomers whether the specification has entities that are not live
   */
  public static Optional<Trigger> from(Phase phase, boolean newcomers) {
    return switch (phase) {
      case DRAFT, STOPPED, COMPLETED -> Optional.of(Trigger.START);
      case PAUSED -> Optional.of(Trigger.RESUME);
      case FAILED -> Optional.of(Trigger.RETRY);
      case LIVE -> newcomers ? Optional.of(Trigger.EXTEND) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
