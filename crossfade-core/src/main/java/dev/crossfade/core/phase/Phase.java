package dev.crossfade.core.phase;

import java.util.List;

/** Where a migration is. What may follow what is said by {@link PhaseTable} alone. */
public enum Phase {
  /** Nothing was begun. */
  DRAFT(Streams.REST),
  /** Target, logs and capture are prepared; the streams prove that changes arrive. */
  PREPARING(Streams.REST, StepKind.PREPARE_TARGET, StepKind.OPEN_LOG, StepKind.START_CAPTURE),
  /** History is copied, changes are held. */
  BACKFILLING(Streams.FOLLOW, StepKind.COPY_HISTORY),
  /** What was held meanwhile is applied to staging. */
  SYNCING(Streams.FOLLOW, StepKind.APPLY_HELD),
  /** Everything moves to production at once. */
  PUBLISHING(Streams.FOLLOW, StepKind.PUBLISH),
  /** Production follows the sources. */
  LIVE(Streams.FOLLOW),
  /** Production is compared with the sources, and follows them meanwhile. */
  VERIFYING(Streams.FOLLOW, StepKind.VERIFY),
  /** History is read again, and production follows the sources meanwhile. */
  RELOADING(Streams.FOLLOW, StepKind.RELOAD),
  /** Clients are moved to the new stack, while writes wait; nothing but the record ends it. */
  CUTOVER(Streams.FOLLOW, StepKind.ARM_RETURN, StepKind.CROSS),
  /** The new stack takes writes; the sources follow it, so that clients can be moved back. */
  WINDOW(Streams.FOLLOW),
  /** Production is compared with the sources, which follow it meanwhile. */
  WINDOW_VERIFYING(Streams.FOLLOW, StepKind.VERIFY),
  /** Clients are moved back to the legacy stack, while writes wait. */
  ROLLBACK(Streams.FOLLOW, StepKind.CROSS_BACK, StepKind.RETIRE_RETURN),
  /** Nothing moves until somebody says so; the way back is remembered. */
  PAUSED(Streams.REST, StepKind.REST),
  /** Stopped by somebody; like a pause that nobody expects to end soon. */
  STOPPED(Streams.REST, StepKind.REST),
  /** A step cannot be done; somebody has to look, then it is tried again. */
  FAILED(Streams.REST, StepKind.REST),
  /** The wanted end. */
  COMPLETED(Streams.REST, StepKind.RETIRE_RETURN, StepKind.RETIRE_CAPTURE, StepKind.REST);

  private enum Streams {
    FOLLOW,
    REST
  }

  private final Streams streams;
  private final List<StepKind> steps;

  Phase(Streams streams, StepKind... steps) {
    this.streams = streams;
    this.steps = List.of(steps);
  }

  /** What has to be done in this phase, in this order; when all of it is, the phase is over. */
  public List<StepKind> steps() {
    return steps;
  }

  /** Whether changes are carried from the sources as long as the phase lasts. */
  public boolean follows() {
    return streams == Streams.FOLLOW;
  }

  /**
   * Whether clients are moved. Such a phase is ended by its own steps alone: nobody leaves it while
   * it is not known which side takes writes.
   */
  public boolean crosses() {
    return this == CUTOVER || this == ROLLBACK;
  }

  /** Whether everything is live, so that production can be looked at. */
  public boolean live() {
    return switch (this) {
      case LIVE, VERIFYING, RELOADING, CUTOVER, WINDOW, WINDOW_VERIFYING, ROLLBACK -> true;
      default -> false;
    };
  }

  /** Whether production is being compared with the sources. */
  public boolean verifies() {
    return this == VERIFYING || this == WINDOW_VERIFYING;
  }

  /** Whether data must not move; where it goes on is remembered. */
  public boolean standstill() {
    return this == PAUSED || this == STOPPED || this == FAILED;
  }
}
